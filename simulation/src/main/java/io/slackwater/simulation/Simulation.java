package io.slackwater.simulation;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.simulation.invariant.BudgetsAreKept;
import io.slackwater.simulation.invariant.EveryDefinitionBoots;
import io.slackwater.simulation.invariant.Invariant;
import io.slackwater.simulation.invariant.Invariants;
import io.slackwater.simulation.invariant.NoUpdateIsLost;
import io.slackwater.simulation.invariant.NothingIsAppliedTwice;
import io.slackwater.simulation.invariant.NothingIsHeldForEver;
import io.slackwater.simulation.invariant.NothingReferredToIsDeleted;
import io.slackwater.simulation.invariant.OneUpdateOfAVmIsInFlight;
import io.slackwater.simulation.invariant.PhasesFollowTheirOrder;
import io.slackwater.simulation.invariant.ReplayGivesTheSameState;
import io.slackwater.simulation.invariant.ReplicasGoApart;
import io.slackwater.simulation.invariant.ReturnsFollowThePolicy;
import io.slackwater.simulation.invariant.RollbackTargetsAreKept;
import io.slackwater.simulation.invariant.UpdateTracker;
import io.slackwater.simulation.invariant.ViolationException;
import io.slackwater.simulation.invariant.VolumesAreFreedWithProof;
import io.slackwater.simulation.invariant.WavesFollowEachOther;
import io.slackwater.simulation.invariant.WhoWasStoppedRuns;
import io.slackwater.simulation.invariant.WindowsAreKept;
import io.slackwater.simulation.policy.PolicyScript;
import io.slackwater.simulation.process.Services;
import io.slackwater.simulation.world.Owners;
import io.slackwater.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run, from its seed. */
public final class Simulation {

    private static final long LOOKS_EVERY = 5_000;

    /** For how long a fleet in which all is calm may bring no update to its end. A large one with a small budget takes hours. */
    private static final long PATIENCE = 2_400_000;

    /** Updates that end and are opened again for ever are no progress. */
    private static final long LONGEST = 10 * PATIENCE;

    /** The longer the log, the longer a replay takes, and the rarer it is. */
    private static final int REPLAYS_EVERY = 8;

    private final Shape shape;
    private final Environment environment;
    private final World world = new World();
    private final UpdateTracker updateTracker;
    private final Invariants invariants;
    private final ReplayGivesTheSameState replay;
    private boolean isOver;
    private int looks;
    private int nextReplay = REPLAYS_EVERY;
    private long ended;
    private long wentOnAt;

    private Simulation(Shape shape, Environment environment, FaultInjection faultInjection) throws HypervisorException {
        this.shape = shape;
        this.environment = environment;
        this.updateTracker =
                new UpdateTracker(shape.settings().executor().leaseTimes().inFlight());
        List<Invariant> all = new ArrayList<>(List.of(
                updateTracker,
                new PhasesFollowTheirOrder(),
                new OneUpdateOfAVmIsInFlight(updateTracker),
                new BudgetsAreKept(shape.settings().executor().limits(), updateTracker),
                new WavesFollowEachOther(updateTracker),
                new WindowsAreKept(shape.regime().flatMap(PolicyScript::windows), updateTracker, environment.clock()),
                new WhoWasStoppedRuns(world),
                new EveryDefinitionBoots(),
                new NothingReferredToIsDeleted(world),
                new RollbackTargetsAreKept(world, updateTracker),
                new VolumesAreFreedWithProof(
                        updateTracker, shape.settings().partitions().ofVms()),
                new NothingIsAppliedTwice(updateTracker),
                new ReturnsFollowThePolicy(),
                new NoUpdateIsLost(updateTracker),
                new NothingIsHeldForEver(world, updateTracker)));
        if (shape.regime().filter(PolicyScript::apart).isPresent()) {
            all.add(new ReplicasGoApart(updateTracker));
        }
        this.invariants = new Invariants(all);
        environment.log().witness(invariants::written);
        world.witness(invariants);
        Owners owners = new Owners(world, environment);
        ScenarioDriver scenarioDriver = new ScenarioDriver(shape, world, owners, environment);
        scenarioDriver.prepare();
        Services services = new Services(shape.settings(), faultInjection, world, owners, environment);
        this.replay = new ReplayGivesTheSameState(services, shape.unrest());
        world.witness(services);
        scenarioDriver.begin(services);
    }

    /**
     * Runs a seed to its end.
     *
     * @param traced how many of the last lines of what happened are kept; 0 for none
     */
    public static Outcome run(long seed, int traced) {
        return run(seed, traced, FaultInjection.SOUND);
    }

    /**
     * Runs a seed to its end, with other collaborators in place of some.
     *
     * @param traced how many of the last lines of what happened are kept; 0 for none
     */
    public static Outcome run(long seed, int traced, FaultInjection faultInjection) {
        Shape shape = Shape.of(seed);
        Environment environment =
                Environment.of(new SeededRandom(seed, shape.mischief()), traced, faultInjection.courier());
        Optional<ViolationException> violation = Optional.empty();
        try {
            new Simulation(shape, environment, faultInjection).run();
        } catch (ViolationException violated) {
            violation = Optional.of(violated);
        } catch (HypervisorException | RuntimeException defect) {
            StackTraceElement[] trace = defect.getStackTrace();
            violation = Optional.of(
                    new ViolationException("NothingBreaks", defect + (trace.length == 0 ? "" : " at " + trace[0])));
        }
        return new Outcome(
                seed,
                violation.map(violated -> new Outcome.Violation(violated.invariant(), violated.detail())),
                environment.log().size(),
                environment.clock().elapsed(),
                environment.trace());
    }

    private void run() {
        look();
        while (!isOver && environment.scheduler().step()) {
            // Each step is checked by those who look on.
        }
    }

    private void look() {
        looks++;
        if (looks == nextReplay) {
            nextReplay = looks + Math.max(REPLAYS_EVERY, looks / 2);
            replay.check();
        }
        if (environment.luck().isCalm()) {
            Optional<ViolationException> unfinished = invariants.unfinished();
            isOver = unfinished.isEmpty();
            if (!isOver && !goesOn()) {
                throw unfinished.get();
            }
        }
        environment.scheduler().after(LOOKS_EVERY, this::look);
    }

    private boolean goesOn() {
        long now = environment.clock().elapsed();
        long endedNow = updateTracker.updates().stream()
                .filter(UpdateTracker.Told::isEnded)
                .count();
        if (endedNow > ended) {
            ended = endedNow;
            wentOnAt = now;
        }
        return now <= Math.max(wentOnAt, shape.unrest()) + PATIENCE && now <= shape.unrest() + LONGEST;
    }
}
