package io.slackwater.topology.update.budget;

import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.schemas.RolloutEvent;

/** The output of the allocator, as one type. */
public sealed interface AllocatorOutput {

    /** Returns what the visitor says of this output. */
    <R> R accept(Visitor<R> visitor);

    /** What comes of a request, keyed by VM. */
    record Answered(BudgetGrant answer) implements AllocatorOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.answered(this);
        }
    }

    /** What was decided about a rollout, keyed by change. */
    record RolloutDecided(RolloutEvent event) implements AllocatorOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rolloutDecided(this);
        }
    }

    /**
     * Says something of each output. It has no default: the compiler names each place that a new output is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R answered(Answered answered);

        R rolloutDecided(RolloutDecided rolloutDecided);
    }
}
