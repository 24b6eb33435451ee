package io.slackwater.topology.update.budget;

import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.RolloutEvent;

/** The input of the allocator, as one type. */
public sealed interface AllocatorInput {

    /** Returns what the visitor says of this input. */
    <R> R accept(Visitor<R> visitor);

    record OfUpdate(BudgetMessage message) implements AllocatorInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofUpdate(this);
        }
    }

    record OfRollout(RolloutEvent event) implements AllocatorInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofRollout(this);
        }
    }

    record OfPolicy(PolicyEvent event) implements AllocatorInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ofPolicy(this);
        }
    }

    /**
     * Says something of each input. It has no default: the compiler names each place that a new input is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R ofUpdate(OfUpdate ofUpdate);

        R ofRollout(OfRollout ofRollout);

        R ofPolicy(OfPolicy ofPolicy);
    }
}
