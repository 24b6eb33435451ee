package io.slackwater.domain.rollout;

import io.slackwater.domain.update.Phase;

/** The state of an update in its rollout. */
public enum MemberState {
    WAITING,
    /** It has a place in a wave, if it takes it in time. */
    OFFERED,
    IN_FLIGHT,
    AWAITING_START,
    /** Nobody says what becomes of it, because its host is away: others do not wait for it. */
    OVERDUE,
    VERIFIED,
    /** It failed, and is being rolled back. */
    FAILED,
    ROLLED_BACK,
    /** A newer change took its place before there was a verdict. */
    SUPERSEDED,
    /** It ended without a verdict otherwise: withdrawn, not needed. */
    ENDED;

    /** Returns what a phase means. */
    public static MemberState of(Phase phase) {
        return switch (phase) {
            case UNKNOWN, REQUIRED, RELEASED -> WAITING;
            case GRANTED -> IN_FLIGHT;
            case APPLIED -> AWAITING_START;
            case VERIFIED -> VERIFIED;
            case FAILED -> FAILED;
            case ROLLED_BACK -> ROLLED_BACK;
            case SUPERSEDED -> SUPERSEDED;
            case WITHDRAWN, NOT_NEEDED -> ENDED;
        };
    }

    /** Whether nothing more comes of it. */
    public boolean isFinal() {
        return switch (this) {
            case VERIFIED, ROLLED_BACK, SUPERSEDED, ENDED -> true;
            case WAITING, OFFERED, IN_FLIGHT, AWAITING_START, OVERDUE, FAILED -> false;
        };
    }

    /** Whether there is a verdict, or none will come. One that failed is judged, however long it takes to roll it back. */
    public boolean isDecided() {
        return isFinal() || this == FAILED;
    }

    /** Whether it takes up a place in its wave. One without a verdict that nobody waits for proves nothing, and gives its place back. */
    public boolean takesPlace() {
        return switch (this) {
            case OFFERED, IN_FLIGHT, AWAITING_START, VERIFIED, FAILED, ROLLED_BACK -> true;
            case WAITING, OVERDUE, SUPERSEDED, ENDED -> false;
        };
    }

    /** Whether it did not come up on the new version. */
    public boolean isFailure() {
        return this == FAILED || this == ROLLED_BACK;
    }
}
