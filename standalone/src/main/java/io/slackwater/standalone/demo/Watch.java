package io.slackwater.standalone.demo;

import io.slackwater.standalone.demo.engine.Engine;
import io.slackwater.standalone.demo.engine.EngineException;
import io.slackwater.standalone.demo.model.FleetModel;
import io.slackwater.standalone.demo.model.Goal;
import io.slackwater.standalone.demo.model.Owner;
import io.slackwater.standalone.demo.model.OwnerAction;
import io.slackwater.standalone.demo.view.DemoView;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Follows the log, shows what it tells, and lets the owner act on it, until the goal is reached or out of reach. */
final class Watch implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int OWNERS_HANDS = 4;

    private final FleetModel model = new FleetModel();
    private final LogFollower follower;
    private final Engine engine;
    private final Goal goal;
    private final Milestones milestones;
    private final DemoView view;
    private final Owner owner;
    private final ExecutorService hands = Executors.newFixedThreadPool(OWNERS_HANDS);
    private final Clock clock = Clock.systemUTC();

    Watch(Map<String, Object> clientConfiguration, Engine engine, Goal goal, Milestones milestones, DemoView view) {
        this.follower = new LogFollower(clientConfiguration);
        this.engine = engine;
        this.goal = goal;
        this.milestones = milestones;
        this.view = view;
        this.owner = new Owner(engine.vms(), engine.betweenShutdowns(), engine.ownersPatience());
    }

    FleetModel model() {
        return model;
    }

    /**
     * Watches until everything has happened, or cannot happen any more, or the time is over.
     *
     * @param timeout since the demo's start
     * @return whether it all has, the volumes' end by the hypervisor's own word
     */
    boolean untilDone(Duration timeout) {
        while (milestones.elapsed().compareTo(timeout) < 0 && !goal.isLost(model)) {
            follower.poll(POLL, model::apply);
            noteMilestones();
            view.show(model, milestones.elapsed());
            owner.next(model, clock.instant()).forEach(this::act);
            if (goal.isReached(model)) {
                milestones.reach(Demo.FREED);
                return goal.oldVolumes(model).stream().noneMatch(engine::holds);
            }
        }
        return false;
    }

    private void noteMilestones() {
        if (!model.changes().isEmpty()) {
            milestones.reach(Demo.PUBLISHED);
        }
        if (goal.verified(model).size() == goal.vms().size()) {
            milestones.reach(Demo.UPDATED);
        }
    }

    private void act(OwnerAction action) {
        try {
            hands.execute(() -> actNow(action));
        } catch (RejectedExecutionException closing) {
            view.say("Nothing is done with the VMs any more");
        }
    }

    private void actNow(OwnerAction action) {
        try {
            if (action instanceof OwnerAction.ShutDown shutDown) {
                engine.shutDown(shutDown.vmId());
            } else if (action instanceof OwnerAction.Start start) {
                engine.start(start.vmId());
            }
        } catch (EngineException refused) {
            view.say("The owner is refused: " + refused.getMessage());
        }
    }

    @Override
    public void close() {
        hands.shutdownNow();
        follower.close();
    }
}
