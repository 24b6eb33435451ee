package io.slackwater.topology.storage.processor;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmEvent;
import io.slackwater.streams.Decoded;

/** A record of a VM-keyed topic. */
public sealed interface VmInput {

    /** From the inventory. */
    record Inventory(Decoded<VmEvent> event) implements VmInput {}

    /** From the updates. */
    record Phase(Decoded<UpdateEvent> event) implements VmInput {}
}
