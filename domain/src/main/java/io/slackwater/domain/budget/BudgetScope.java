package io.slackwater.domain.budget;

import java.util.Map;

/**
 * The policy and the labels by which a VM counts against budgets.
 *
 * @param policy the policy that concerns it; empty where none does, or none is known
 * @param labels its labels, values by name
 */
public record BudgetScope(String policy, Map<String, String> labels) {

    public static final BudgetScope NONE = new BudgetScope("", Map.of());

    public BudgetScope {
        labels = Map.copyOf(labels);
    }
}
