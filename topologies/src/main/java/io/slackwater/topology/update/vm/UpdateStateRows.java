package io.slackwater.topology.update.vm;

import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmTopic;
import io.slackwater.domain.vm.VmUpdates;
import io.slackwater.mapping.update.VmUpdatesMapper;
import io.slackwater.schemas.VmUpdateState;

/** Builds the rows of the topic slackwater.update-state. */
final class UpdateStateRows {

    private UpdateStateRows() {}

    /** Returns the row of a VM. */
    static VmUpdateState row(Vm vm) {
        return VmUpdatesMapper.toWire(vm.id(), VmUpdates.of(vm));
    }

    /** Whether a VM has a row at all. One whose row cannot be read keeps that, for it may say that a change failed. */
    static boolean isToPublish(Vm vm) {
        return !VmUpdates.of(vm).isEmpty() && !vm.unreadable().containsKey(VmTopic.UPDATE_STATE);
    }

    /** Whether the state topic may have a row of a VM, one that can be read or not. */
    static boolean mayHaveRow(Vm vm) {
        return !VmUpdates.of(vm).isEmpty() || vm.unreadable().containsKey(VmTopic.UPDATE_STATE);
    }

    /** Whether a VM has the same row before and after something happened. */
    static boolean isSame(Vm before, Vm after) {
        boolean isUntouched =
                before.updates().equals(after.updates()) && before.history().equals(after.history());
        return isUntouched || row(before).equals(row(after));
    }
}
