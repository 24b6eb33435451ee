package io.slackwater.topology.update.vm;

import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.streams.Decoded;

/** The input of the VM processor, keyed by VM, as one type. */
public sealed interface VmInput {

    /** Returns what the visitor says of this input. */
    <R> R accept(Visitor<R> visitor);

    record Inventory(Decoded<VmEvent> event) implements VmInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.inventory(this);
        }
    }

    record State(Decoded<VmStateEvent> event) implements VmInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.state(this);
        }
    }

    record Updates(Decoded<UpdateEvent> event) implements VmInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.updates(this);
        }
    }

    record Outcome(UpdateOutcome outcome) implements VmInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.outcome(this);
        }
    }

    record Retry(RolloutEvent event) implements VmInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.retry(this);
        }
    }

    /** A row of the state topic that this topology did not write in this life. */
    record StateRow(Decoded<VmUpdateState> row) implements VmInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stateRow(this);
        }
    }

    /**
     * Says something of each input. It has no default: the compiler names each place that a new input is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R inventory(Inventory inventory);

        R state(State state);

        R updates(Updates updates);

        R outcome(Outcome outcome);

        R retry(Retry retry);

        R stateRow(StateRow stateRow);
    }
}
