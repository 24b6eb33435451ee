package io.slackwater.domain.budget;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.rollout.RolloutFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The outcome of one lease request, with the rollout facts that it caused; those are folded already. */
public sealed interface AllocationResult {

    List<RolloutFact> facts();

    /** Returns what the visitor says of this result. */
    <R> R accept(Visitor<R> visitor);

    /** It has a lease. */
    record Offered(Lease lease, List<RolloutFact> facts) implements AllocationResult {

        public Offered {
            facts = List.copyOf(facts);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.offered(this);
        }
    }

    /**
     * It has none.
     *
     * @param blocker what stands against it, for a person
     * @param obstacle what refused it, by which it waits
     * @param until when to ask again though nothing happened; empty where only an event can change it
     */
    record Refused(Blocker blocker, Obstacle obstacle, Optional<Instant> until, List<RolloutFact> facts)
            implements AllocationResult {

        public Refused {
            facts = List.copyOf(facts);
        }

        /** Returns the budget that has no room; empty where its rollout refuses it. */
        public Optional<BudgetKey> exhausted() {
            return obstacle.noRoom().map(Obstacle.NoRoom::budget);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.refused(this);
        }
    }

    /**
     * Says something of each result. It has no default: the compiler names each place that a new result is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R offered(Offered offered);

        R refused(Refused refused);
    }
}
