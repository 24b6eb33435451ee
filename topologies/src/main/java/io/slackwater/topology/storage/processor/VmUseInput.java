package io.slackwater.topology.storage.processor;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmEvent;
import io.slackwater.streams.Decoded;

/** A record of a VM-keyed topic. */
public sealed interface VmUseInput {

    /** Returns what the visitor says of this input. */
    <R> R accept(Visitor<R> visitor);

    /** From the inventory. */
    record Inventory(Decoded<VmEvent> event) implements VmUseInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.inventory(this);
        }
    }

    /** From the updates. */
    record Phase(Decoded<UpdateEvent> event) implements VmUseInput {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.phase(this);
        }
    }

    /**
     * Says something of each input. It has no default: the compiler names each place that a new input is missing in.
     *
     * @param <R> what is said
     */
    interface Visitor<R> {
        R inventory(Inventory inventory);

        R phase(Phase phase);
    }
}
