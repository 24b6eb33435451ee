package io.slackwater.planning.plan;

import io.slackwater.executor.rollout.Decree;
import io.slackwater.executor.rollout.Rollout;
import io.slackwater.executor.rollout.RolloutFact;
import io.slackwater.planning.fleet.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the rollout stands, and what a plan supposes beyond it: that nobody holds it any more. */
final class Standpoint {

    private final Fleet fleet;
    private final Rollout rollout;

    Standpoint(Fleet fleet) {
        this.fleet = fleet;
        Rollout folded =
                Rollout.unknown(fleet.change().map(change -> change.id()).orElse(""));
        for (RolloutFact fact : fleet.rollout()) {
            folded = folded.fold(fact);
        }
        this.rollout = folded;
    }

    Rollout.Decrees decrees() {
        return rollout.decrees();
    }

    /**
     * Returns what the allocator is told.
     *
     * @param vms how many VMs the rollout has
     */
    List<RolloutFact> facts(int vms, Instant now) {
        List<RolloutFact> facts = new ArrayList<>();
        for (RolloutFact fact : fleet.rollout()) {
            boolean isOver = fact instanceof RolloutFact.FanOutFinished
                    || fact instanceof RolloutFact.Aborted
                    || fact instanceof RolloutFact.Finished;
            if (!isOver) {
                facts.add(fact);
            }
        }
        Decree supposed = new Decree(Optional.empty(), "supposed by a plan", now);
        facts.add(new RolloutFact.Approved(rollout.changeId(), supposed));
        facts.add(new RolloutFact.Resumed(rollout.changeId(), supposed));
        facts.add(new RolloutFact.FanOutFinished(rollout.changeId(), 0, 1, vms, now));
        return facts;
    }
}
