package io.slackwater.domain.match;

/**
 * What is known of a VM.
 *
 * @param vm where it is
 * @param opened its updates
 */
public record KnownVm(Vm vm, OpenedUpdates opened) {

    /** Nothing was ever heard of it. */
    public static final KnownVm NOTHING = new KnownVm(Vm.ABSENT, OpenedUpdates.NONE);

    /** Returns the same with the VM as it is now. */
    public KnownVm with(Vm now) {
        return new KnownVm(now, opened);
    }

    /** Returns the same with its updates as they are now. */
    public KnownVm with(OpenedUpdates now) {
        return new KnownVm(vm, now);
    }

    /** Whether it can be forgotten: it is nowhere, and no update of it goes on or failed. */
    public boolean isOver() {
        return vm.equals(Vm.ABSENT) && opened.hasEnded();
    }
}
