package io.slackwater.planning.forecast;

import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.budget.UpdateStatus;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.rollout.RolloutFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where a run begins.
 *
 * @param now when it begins
 * @param end when it is given up
 * @param limits the service's limits
 * @param rules a policy's rules by its name; empty where there is none of that name
 * @param facts what was said of the rollout
 * @param heard what was said of its updates, at least that each is required
 */
public record RunStart(
        Instant now,
        Instant end,
        BudgetLimits limits,
        Function<String, Optional<RolloutRules>> rules,
        List<RolloutFact> facts,
        List<UpdateStatus> heard) {

    public RunStart {
        facts = List.copyOf(facts);
        heard = List.copyOf(heard);
    }
}
