package io.slackwater.topology.update.shared;

import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.Policy;
import java.time.Duration;

/**
 * The durations and limits that apply where no policy sets one.
 *
 * @param auditPeriod how long what ended is remembered: where an update stood in its rollout, and a VM that no host has
 * @param builtIn the same as a policy, by which the others are read: what their documents leave out is as in it
 */
public record ExecutorSettings(
        Timing timing, BudgetLimits limits, LeaseTimes leaseTimes, Duration auditPeriod, Policy builtIn) {}
