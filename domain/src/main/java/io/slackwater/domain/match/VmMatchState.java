package io.slackwater.domain.match;

/**
 * What matching keeps of one VM: its placements and its updates.
 *
 * @param vm where it is
 * @param opened its updates
 */
public record VmMatchState(VmPlacements vm, OpenedUpdates opened) {

    /** Nothing was ever heard of it. */
    public static final VmMatchState NOTHING = new VmMatchState(VmPlacements.ABSENT, OpenedUpdates.NONE);

    /** Returns the same with the VM as it is now. */
    public VmMatchState with(VmPlacements now) {
        return new VmMatchState(now, opened);
    }

    /** Returns the same with its updates as they are now. */
    public VmMatchState with(OpenedUpdates now) {
        return new VmMatchState(vm, now);
    }

    /** Whether it can be forgotten: it is nowhere, and no update of it goes on or failed. */
    public boolean isOver() {
        return vm.equals(VmPlacements.ABSENT) && opened.hasEnded();
    }
}
