package io.slackwater.topology.update.vm;

import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;

/** What the decider of a VM emits. */
public sealed interface VmOutput {

    /** Keyed by VM. */
    record Said(UpdateEvent event) implements VmOutput {}

    /** Keyed by host. */
    record Told(UpdateCommand command) implements VmOutput {}

    /** To the budget's one partition. */
    record Budget(BudgetMessage message) implements VmOutput {}
}
