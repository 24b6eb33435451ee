package io.slackwater.domain.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.rollout.RolloutFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What comes of a request, with what was decided about its rollout on the way, which is folded already and to be said. */
public sealed interface AllocationResult {

    List<RolloutFact> facts();

    /** It has a slot. */
    record Offered(Lease lease, List<RolloutFact> facts) implements AllocationResult {

        public Offered {
            facts = List.copyOf(facts);
        }
    }

    /**
     * It has none.
     *
     * @param until when to ask again though nothing happened; empty where only an event can change it
     */
    record Refused(Blocker blocker, Optional<Instant> until, List<RolloutFact> facts) implements AllocationResult {

        public Refused {
            facts = List.copyOf(facts);
        }
    }
}
