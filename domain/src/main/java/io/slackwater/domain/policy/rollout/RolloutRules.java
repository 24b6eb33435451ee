package io.slackwater.domain.policy.rollout;

/**
 * How fast a change moves through the VMs that a policy selects, and what stops it.
 *
 * @param waves canary, waves, soak time
 * @param budgets how many updates may be under way at once
 * @param failureThreshold how many failed updates of one wave pause the rollout; a share is one of the wave's VMs, and at least
 *     one failure. Reaching it is enough
 * @param approvalRequired whether a person must approve the change before its first wave
 * @param onWithdrawal what becomes of updated VMs when the change is withdrawn
 */
public record RolloutRules(
        WaveRules waves,
        Budgets budgets,
        Amount failureThreshold,
        boolean approvalRequired,
        OnWithdrawal onWithdrawal) {}
