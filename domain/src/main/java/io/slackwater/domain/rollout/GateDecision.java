package io.slackwater.domain.rollout;

import io.slackwater.domain.blocker.Blocker;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Whether an update may join its rollout now. */
public sealed interface GateDecision {

    /** Returns what was decided about the rollout on the way; to be folded and said. */
    List<RolloutFact> facts();

    /** It may join a wave. */
    record Joins(int wave, List<RolloutFact> facts) implements GateDecision {

        public Joins {
            facts = List.copyOf(facts);
        }
    }

    /**
     * It may not.
     *
     * @param until when to ask again though nothing happened; empty where only an event can change it
     */
    record Refused(Blocker blocker, Optional<Instant> until, List<RolloutFact> facts) implements GateDecision {

        public Refused {
            facts = List.copyOf(facts);
        }
    }
}
