package io.slackwater.inventory.observe;

import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmStateEvent;

/** What a host shows of one VM at one moment, as it is told to the log. */
public record Reading(VmEvent inventory, VmStateEvent state) {

    /** Returns the VM's UUID, lower case. */
    public String vmId() {
        return inventory.getVmId();
    }
}
