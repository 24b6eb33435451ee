package io.slackwater.domain.update;

/** The phase of an update as events publish it. The names are those of the schema. */
public enum Phase {
    /** A phase that this version has no name for. */
    UNKNOWN,
    /** Its VM needs it; waits until it may go. */
    REQUIRED,
    /** May go: a worker is told to apply it. */
    GRANTED,
    /** The definition of the next start is the new one; waits for that start. */
    APPLIED,
    /** Its VM came up on what is new; it has ended. */
    VERIFIED,
    /** Is being rolled back; {@link #ROLLED_BACK} ends it. */
    FAILED,
    /** Its VM has again what it had before; it has ended. */
    ROLLED_BACK,
    /** The lease was returned; waits again. */
    RELEASED,
    /** A later update took its place; it has ended. */
    SUPERSEDED,
    /** Its change was withdrawn; it has ended. */
    WITHDRAWN,
    /** Its VM does not need it any more; it has ended. */
    NOT_NEEDED;

    /** Whether nothing more comes of the update. */
    public boolean isFinal() {
        return switch (this) {
            case VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED -> true;
            case UNKNOWN, REQUIRED, GRANTED, APPLIED, FAILED, RELEASED -> false;
        };
    }
}
