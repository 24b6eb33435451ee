package io.slackwater.domain.update;

/** What is said of an update in public; the names are those of the wire's phases. */
public enum Phase {
    /** A phase that this version has no name for. */
    UNKNOWN,
    REQUIRED,
    GRANTED,
    APPLIED,
    VERIFIED,
    FAILED,
    ROLLED_BACK,
    RELEASED,
    SUPERSEDED,
    WITHDRAWN,
    NOT_NEEDED;

    /** Whether nothing more comes of the update. */
    public boolean isFinal() {
        return switch (this) {
            case VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED -> true;
            case UNKNOWN, REQUIRED, GRANTED, APPLIED, FAILED, RELEASED -> false;
        };
    }
}
