package io.slackwater.domain.storage.model;

import io.slackwater.domain.update.Phase;

/**
 * One update's move away from, or to, one volume of a store. There is one per update and volume, however often its
 * events come: that is what makes the count a set.
 *
 * @param direction whether the update moves its VM away from the volume or to it
 */
public record UpdateMove(String updateId, String changeId, String vmId, Direction direction, Status status) {

    /** Whether a VM leaves the volume or comes to it. */
    public enum Direction {
        AWAY,
        TOWARD
    }

    /** How far the update is, as far as storage is concerned. */
    public enum Status {
        /** Not ended: the VM may be on either side. */
        OPEN,
        /** Ended, and its VM is provably on the new volume. */
        COMPLETED,
        /** Ended without a proof that it moved its VM, which needs the old volume no more for its sake. */
        NOT_NEEDED,
        /** Ended where it began: the VM is back on the old volume. */
        ROLLED_BACK,
        /** It was rolled back, and its VM has left the old volume since by other means. */
        MOVED_ON;

        /** Returns how far an update of that phase is; VERIFIED alone completes it, FAILED is yet to be rolled back. */
        public static Status of(Phase phase) {
            return switch (phase) {
                case UNKNOWN, REQUIRED, GRANTED, APPLIED, FAILED, RELEASED -> OPEN;
                case VERIFIED -> COMPLETED;
                case SUPERSEDED, WITHDRAWN, NOT_NEEDED -> NOT_NEEDED;
                case ROLLED_BACK -> ROLLED_BACK;
            };
        }

        boolean isEnded() {
            return this != OPEN;
        }
    }

    /** Returns the move after an event that says {@code next}. An end is final: a late or repeated event changes nothing. */
    public UpdateMove to(Status next) {
        return status.isEnded() ? this : new UpdateMove(updateId, changeId, vmId, direction, next);
    }

    /** Returns the move after its VM was seen to refer to the volume no more, or another update of it away completed. */
    public UpdateMove movedOn() {
        return status == Status.ROLLED_BACK
                ? new UpdateMove(updateId, changeId, vmId, direction, Status.MOVED_ON)
                : this;
    }

    /** Whether it moved its VM, and that was proven. */
    public boolean isProven() {
        return status == Status.COMPLETED;
    }

    /** Whether it still counts: away, until the VM is provably off the volume; toward, until the update ended. */
    public boolean isOutstanding() {
        return switch (status) {
            case OPEN -> true;
            case ROLLED_BACK -> direction == Direction.AWAY;
            case COMPLETED, NOT_NEEDED, MOVED_ON -> false;
        };
    }
}
