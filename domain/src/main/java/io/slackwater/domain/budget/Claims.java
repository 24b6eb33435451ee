package io.slackwater.domain.budget;

import io.slackwater.domain.budget.Lease.Hold;
import io.slackwater.domain.policy.rollout.Budgets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which budgets an update counts against, with the limit that it bears in each. */
final class Claims {

    static final int NO_LIMIT = Integer.MAX_VALUE;

    private Claims() {}

    /**
     * Returns the limits by budget. A policy can be stricter than the service's settings, never laxer.
     *
     * @param hold what it has, or would have, its slot for
     * @param policy what its policy bears; empty where none concerns it
     */
    static Map<Budget, Integer> of(Request request, Hold hold, Limits limits, Optional<Budgets> policy) {
        Map<Budget, Integer> claims = new HashMap<>();
        if (hold.isAwaited()) {
            claims.put(
                    new Budget.Unverified(),
                    Math.min(
                            limits.awaitingStart(),
                            policy.map(Budgets::awaitingStart).orElse(NO_LIMIT)));
        }
        Map<String, Integer> perValue = policy.map(Budgets::perLabelValue).orElse(Map.of());
        request.affiliation()
                .labels()
                .forEach((name, value) ->
                        claims.put(new Budget.Label(name, value), perValue.getOrDefault(name, NO_LIMIT)));
        if (hold.isBusy()) {
            claims.put(
                    new Budget.Fleet(),
                    Math.min(limits.inFlight(), policy.map(Budgets::fleet).orElse(NO_LIMIT)));
            claims.put(
                    new Budget.Host(request.hostId()),
                    Math.min(limits.perHost(), policy.map(Budgets::perHost).orElse(NO_LIMIT)));
        }
        return claims;
    }
}
