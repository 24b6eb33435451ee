package io.slackwater.topology.update.shared;

import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.budget.Limits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.Policy;

/**
 * What the topologies and the budget go by where no policy says otherwise.
 *
 * @param builtIn the same as a policy, by which the others are read: what their documents leave out is as in it
 */
public record ExecutorSettings(Timing timing, Limits limits, LeaseTimes leaseTimes, Policy builtIn) {}
