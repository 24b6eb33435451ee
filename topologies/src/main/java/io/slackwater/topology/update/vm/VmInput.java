package io.slackwater.topology.update.vm;

import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.streams.Decoded;

/** What the decider of a VM hears, keyed by VM. */
public sealed interface VmInput {

    record Inventory(Decoded<VmEvent> event) implements VmInput {}

    record State(Decoded<VmStateEvent> event) implements VmInput {}

    record Updates(Decoded<UpdateEvent> event) implements VmInput {}

    record Outcome(UpdateOutcome outcome) implements VmInput {}

    record Retry(RolloutEvent event) implements VmInput {}
}
