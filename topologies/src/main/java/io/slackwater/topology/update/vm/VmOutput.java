package io.slackwater.topology.update.vm;

import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmUpdateState;
import java.util.Optional;

/** The output of the VM processor, as one type. */
public sealed interface VmOutput {

    /** Returns what the visitor says of this output. */
    <R> R accept(Visitor<R> visitor);

    /** Keyed by VM. */
    record PublishEvent(UpdateEvent event) implements VmOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.publishEvent(this);
        }
    }

    /** Keyed by host. */
    record IssueCommand(UpdateCommand command) implements VmOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.issueCommand(this);
        }
    }

    /** To the budget's one partition. */
    record LeaseMessage(BudgetMessage message) implements VmOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.leaseMessage(this);
        }
    }

    /**
     * A row of the state topic, keyed by VM.
     *
     * @param row empty where nothing is to be known of the VM any more
     */
    record StateRow(Optional<VmUpdateState> row) implements VmOutput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.stateRow(this);
        }
    }

    /**
     * Says something of each output. It has no default: the compiler names each place that a new output is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R publishEvent(PublishEvent publishEvent);

        R issueCommand(IssueCommand issueCommand);

        R leaseMessage(LeaseMessage leaseMessage);

        R stateRow(StateRow stateRow);
    }
}
