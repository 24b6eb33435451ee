package io.slackwater.executor.kafka;

import io.slackwater.executor.budget.Allocator.LeaseTimes;
import io.slackwater.executor.budget.Limits;
import io.slackwater.executor.modifiable.Timing;
import io.slackwater.executor.policy.Policy;

/**
 * What the topologies and the budget go by where no policy says otherwise.
 *
 * @param builtIn the same as a policy, by which the others are read: what their documents leave out is as in it
 */
public record ExecutorSettings(Timing timing, Limits limits, LeaseTimes leaseTimes, Policy builtIn) {}
