package io.slackwater.domain.budget;

import io.slackwater.domain.budget.Lease.State;
import io.slackwater.domain.policy.rollout.Budgets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which budgets an update counts against, with the limit that it bears in each. */
final class BudgetClaims {

    static final int NO_LIMIT = Integer.MAX_VALUE;

    private BudgetClaims() {}

    /**
     * Returns the limits by budget. A policy can be stricter than the service's settings, never laxer.
     *
     * @param state what it has, or would have, its lease for
     * @param policy what its policy bears; empty where none concerns it
     */
    static Map<BudgetKey, Integer> of(
            LeaseRequest leaseRequest, State state, BudgetLimits budgetLimits, Optional<Budgets> policy) {
        Map<BudgetKey, Integer> claims = new HashMap<>();
        if (state.isAwaited()) {
            claims.put(
                    new BudgetKey.Unverified(),
                    Math.min(
                            budgetLimits.awaitingStart(),
                            policy.map(Budgets::awaitingStart).orElse(NO_LIMIT)));
        }
        Map<String, Integer> perValue = policy.map(Budgets::perLabelValue).orElse(Map.of());
        leaseRequest
                .scope()
                .labels()
                .forEach((name, value) ->
                        claims.put(new BudgetKey.Label(name, value), perValue.getOrDefault(name, NO_LIMIT)));
        if (state.isBusy()) {
            claims.put(
                    new BudgetKey.Fleet(),
                    Math.min(budgetLimits.inFlight(), policy.map(Budgets::fleet).orElse(NO_LIMIT)));
            claims.put(
                    new BudgetKey.Host(leaseRequest.hostId()),
                    Math.min(
                            budgetLimits.perHost(), policy.map(Budgets::perHost).orElse(NO_LIMIT)));
        }
        return claims;
    }
}
