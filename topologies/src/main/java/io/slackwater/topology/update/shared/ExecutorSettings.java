package io.slackwater.topology.update.shared;

import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.Policy;

/**
 * The durations and limits that apply where no policy sets one.
 *
 * @param builtIn the same as a policy, by which the others are read: what their documents leave out is as in it
 */
public record ExecutorSettings(Timing timing, BudgetLimits limits, LeaseTimes leaseTimes, Policy builtIn) {}
