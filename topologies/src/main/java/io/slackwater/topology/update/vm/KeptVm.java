package io.slackwater.topology.update.vm;

import io.slackwater.domain.vm.Vm;
import java.util.Optional;

/**
 * What is kept of a VM until now.
 *
 * @param published whether the state topic has it; empty where nothing is kept
 * @param vm the VM; an unknown one where nothing is kept
 */
record KeptVm(Optional<Boolean> published, Vm vm) {

    boolean isKept() {
        return published.isPresent();
    }

    /** Whether the state topic has what is to be kept after this. */
    boolean isPublished(Vm after) {
        return published.orElse(true) && UpdateStateRows.isSame(vm, after);
    }
}
