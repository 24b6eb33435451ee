package io.slackwater.executor.update;

/** Why an update has not happened; the names are those of the wire's codes. */
public enum BlockerCode {
    /** Something this version has no name for; the detail says it. */
    UNKNOWN,
    HOST_OBSERVE_ONLY,
    HOST_MAINTENANCE,
    HOST_UNREACHABLE,
    HOST_NOT_SYNCED,
    VM_UNKNOWN,
    VM_RUNNING,
    VM_PAUSED,
    VM_SUSPENDED,
    VM_MANAGED_SAVE,
    VM_TRANSIENT,
    VM_SNAPSHOT,
    VM_CHECKPOINT,
    VM_SETTLING,
    VM_STOPPED_BY_MIGRATION,
    VM_STOPPED_BY_CRASH,
    VM_STOPPED_BY_FAILURE,
    DUPLICATE_UUID,
    MANAGED_BY,
    OS_DISK_NOT_DISPOSABLE,
    VOLUME_NOT_STAGED,
    BUDGET_EXHAUSTED,
    AWAITING_START,
    AWAITING_STOP,
    FAILED_BEFORE,
    EXPECTATION_CHANGED,
    FROZEN,
    AWAITING_APPROVAL,
    ROLLOUT_PAUSED,
    ROLLOUT_ABORTED,
    WAVE_NOT_OPEN,
    WAVE_SOAKING
}
