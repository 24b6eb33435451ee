package io.slackwater.executor.kafka;

import io.slackwater.executor.budget.Allocator.LeaseTimes;
import io.slackwater.executor.budget.Limits;
import io.slackwater.executor.modifiable.Policy;
import io.slackwater.executor.policy.RolloutRules;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the brains and the budget go by.
 *
 * @param rules a policy's rules by its name; empty where there is none of that name
 */
public record ExecutorSettings(
        Policy policy, Limits limits, LeaseTimes leaseTimes, Function<String, Optional<RolloutRules>> rules) {

    /** Settings without any policies: what concerns no policy goes as fast as the limits allow. */
    public ExecutorSettings(Policy policy, Limits limits, LeaseTimes leaseTimes) {
        this(policy, limits, leaseTimes, name -> Optional.empty());
    }
}
