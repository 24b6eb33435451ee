package io.slackwater.planning.plan;

/** What is to be expected of a VM. */
public enum Group {
    /** It was modifiable before, or will be restarted. */
    EXPECTED,
    /** It was never modifiable in its whole history, which is long enough to say so, and is not to be restarted. */
    NEVER_MODIFIABLE,
    /** It is off and was never seen to start: it is updated, and never proved. */
    NEVER_STARTED,
    /** Its history is too short to say anything. */
    UNKNOWN,
    /** Something holds it that only a person ends. */
    HELD;

    /** Whether its history says that the rollout will not finish on it by itself. */
    public boolean isStraggler() {
        return this == NEVER_MODIFIABLE || this == NEVER_STARTED;
    }
}
