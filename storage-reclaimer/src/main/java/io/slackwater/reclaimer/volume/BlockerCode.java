package io.slackwater.reclaimer.volume;

/** The reasons that hold storage, or keep a volume from being staged; a subset of the wire's, by the same names. */
public enum BlockerCode {
    UNKNOWN,
    HOST_OBSERVE_ONLY,
    HOST_MAINTENANCE,
    HOST_UNREACHABLE,
    HOST_NOT_SYNCED,
    VM_UNKNOWN,
    UNSUPPORTED_POOL,
    STORE_FULL,
    ARTIFACT_UNAVAILABLE,
    ARTIFACT_DIGEST_MISMATCH,
    UPDATES_OUTSTANDING,
    FAN_OUT_UNFINISHED,
    USED_BY_VM,
    USED_BY_SNAPSHOT,
    USED_BY_SAVED_STATE,
    USED_BY_CHECKPOINT,
    USED_BY_BACKING_CHAIN,
    REFERENCE_UNCLEAR,
    PINNED,
    GRACE_TIME,
    NOT_OWNED,
    SHARED_STORE_UNCONFIRMED,
    LAST_USED_BY_VANISHED_VM,
    DRY_RUN,
    HELD,
    VERSIONS_KEPT,
    CONTENT_CHANGED,
    COMMAND_LATE,
    NAMED_BY_RULE,
    STORE_UNMARKED,
    MARKER_AMBIGUOUS;

    /** Whether it says that something refers to the volume, rather than that somebody could not be asked. */
    public boolean isReference() {
        return switch (this) {
            case USED_BY_VM,
                    USED_BY_SNAPSHOT,
                    USED_BY_SAVED_STATE,
                    USED_BY_CHECKPOINT,
                    USED_BY_BACKING_CHAIN,
                    LAST_USED_BY_VANISHED_VM -> true;
            case UNKNOWN,
                    HOST_OBSERVE_ONLY,
                    HOST_MAINTENANCE,
                    HOST_UNREACHABLE,
                    HOST_NOT_SYNCED,
                    VM_UNKNOWN,
                    UNSUPPORTED_POOL,
                    STORE_FULL,
                    ARTIFACT_UNAVAILABLE,
                    ARTIFACT_DIGEST_MISMATCH,
                    UPDATES_OUTSTANDING,
                    FAN_OUT_UNFINISHED,
                    REFERENCE_UNCLEAR,
                    PINNED,
                    GRACE_TIME,
                    NOT_OWNED,
                    SHARED_STORE_UNCONFIRMED,
                    DRY_RUN,
                    HELD,
                    VERSIONS_KEPT,
                    CONTENT_CHANGED,
                    COMMAND_LATE,
                    NAMED_BY_RULE,
                    STORE_UNMARKED,
                    MARKER_AMBIGUOUS -> false;
        };
    }
}
