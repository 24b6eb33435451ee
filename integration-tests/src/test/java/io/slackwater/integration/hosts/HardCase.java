package io.slackwater.integration.hosts;

import static io.slackwater.schemas.BlockerCode.USED_BY_BACKING_CHAIN;
import static io.slackwater.schemas.BlockerCode.USED_BY_CHECKPOINT;
import static io.slackwater.schemas.BlockerCode.USED_BY_SAVED_STATE;
import static io.slackwater.schemas.BlockerCode.USED_BY_SNAPSHOT;
import static io.slackwater.schemas.BlockerCode.USED_BY_VM;

import io.slackwater.schemas.BlockerCode;
import java.util.Locale;

/**
 * What has cost others their images: something that needs an old volume, though the next start of no VM on the first host may name it.
 */
enum HardCase {
    OVERLAY(USED_BY_VM, vm -> vm.overlay("disk", vm.old()).defineOn(vm.image("disk")), vm -> vm.undefine()
            .delete("disk")),
    MANAGED_SAVE(
            USED_BY_SAVED_STATE,
            vm -> vm.define().start().virsh("managedsave").moveOn(),
            vm -> vm.virsh("managedsave-remove")),
    INTERNAL_SNAPSHOT(USED_BY_SNAPSHOT, vm -> vm.define().snapshot().moveOn(), OwnedVm::deleteSnapshot),
    EXTERNAL_SNAPSHOT(
            USED_BY_SNAPSHOT, vm -> vm.define().externalSnapshot("since").moveOn(), vm -> vm.deleteSnapshot()
                    .delete("since")),
    CHECKPOINT(
            USED_BY_CHECKPOINT, vm -> vm.define().start().checkpoint().destroy().moveOn(), OwnedVm::deleteCheckpoint),
    CLONE_THREE_DEEP(
            USED_BY_BACKING_CHAIN,
            vm -> vm.overlay("1", vm.old()).overlay("2", vm.image("1")).overlay("3", vm.image("2")),
            vm -> vm.delete("3").delete("2").delete("1")),
    // When it ends, the VM has stopped, and might have come back on the old volume.
    TRANSIENT(USED_BY_VM, vm -> vm.createOn(vm.old()), vm -> vm.createOn(vm.other())),
    ON_THE_SECOND_HOST(USED_BY_VM, OwnedVm::define, OwnedVm::undefine);

    private final BlockerCode blocker;

    @SuppressWarnings("ImmutableEnumChecker") // the functions above keep nothing
    private final Step begin;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Step end;

    HardCase(BlockerCode blocker, Step begin, Step end) {
        this.blocker = blocker;
        this.begin = begin;
        this.end = end;
    }

    /** What the owner of a VM does. */
    private interface Step {
        OwnedVm take(OwnedVm vm) throws Exception;
    }

    /** What is said of a volume that is kept for it. */
    BlockerCode blocker() {
        return blocker;
    }

    /** Makes a VM need its old volume. */
    void begin(OwnedVm vm) throws Exception {
        begin.take(vm);
    }

    /** Ends that. */
    void end(OwnedVm vm) throws Exception {
        end.take(vm);
    }

    /** The name of its VM. */
    String vm() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
