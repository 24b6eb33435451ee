package io.slackwater.domain.policy.rollout;

/** What becomes of the VMs that have a change when it is withdrawn. */
public enum OnWithdrawal {
    /** They keep its version until a newer change comes. */
    STAY,
    /** They go back to the newest change before it that is available. */
    RETURN
}
