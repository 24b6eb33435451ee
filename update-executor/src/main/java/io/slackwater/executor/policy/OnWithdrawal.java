package io.slackwater.executor.policy;

/** What becomes of the VMs that have a change when it is withdrawn. VMs that do not have it yet never get it. */
public enum OnWithdrawal {
    /** They keep it until a newer change comes. */
    STAY,
    /** They are brought back to the version that they had before, by the same rules as to a new one. */
    RETURN
}
