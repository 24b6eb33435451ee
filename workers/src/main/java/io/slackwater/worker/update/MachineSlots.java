package io.slackwater.worker.update;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.Slot;
import java.util.Optional;

/**
 * The volumes in the slots of a running or saved machine.
 *
 * @param xml the definition that it runs with, or was saved with
 */
record MachineSlots(DomainXml xml, VolumeLookup volumes) {

    /** Whether a slot was started from a path. A transient disk was where its overlay is made on it, however far below. */
    boolean wasStartedFrom(String slotName, String path) throws HypervisorException {
        Optional<Slot> slot = xml.slot(slotName);
        if (slot.isEmpty()) {
            return false;
        }
        boolean names = volumes.pathOf(slot.get()).filter(path::equals).isPresent();
        return names
                || (xml.isTransientDisk(slotName) && slot.get().backingChain().contains(path));
    }
}
