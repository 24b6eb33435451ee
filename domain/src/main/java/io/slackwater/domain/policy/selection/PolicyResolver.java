package io.slackwater.domain.policy.selection;

import io.slackwater.domain.policy.Policy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the policy that applies: of those that are for a VM and a change, the most specific one. One is more specific than another that
 * asks for more labels of the VM; where they ask for as many, for more labels of the host; then, that names the portion more closely;
 * then, that asks for a higher severity. Of two that are as specific, the one applies whose name comes first in the order of its
 * characters' code points, so that neither the time nor the order in which they were set matters.
 */
public final class PolicyResolver {

    private static final Comparator<Policy> BY_NAME =
            Comparator.comparing(policy -> policy.id().name());
    private static final Comparator<Policy> MOST_SPECIFIC_FIRST =
            Comparator.comparing(Policy::selector, Specificity.mostFirst()).thenComparing(BY_NAME);

    private PolicyResolver() {}

    /** Returns the policy that applies, or empty where none does but the built-in one. */
    public static Optional<Policy> find(Collection<Policy> policies, Candidate candidate) {
        return policies.stream()
                .filter(policy ->
                        Mismatch.of(policy.id(), policy.selector(), candidate).isEmpty())
                .min(MOST_SPECIFIC_FIRST);
    }

    /** Whether a policy is for a VM by its labels and those of its host, whatever its other criteria. */
    public static boolean choosesByLabels(Policy policy, Map<String, String> vmLabels, Map<String, String> hostLabels) {
        return Mismatch.ofLabels(policy.id(), policy.selector(), vmLabels, hostLabels)
                .isEmpty();
    }

    /** Returns the policy that applies, with why. */
    public static PolicyResolution explain(Collection<Policy> policies, Policy builtIn, Candidate candidate) {
        List<Mismatch> mismatched = new ArrayList<>();
        List<Policy> matching = new ArrayList<>();
        for (Policy policy : policies.stream().sorted(BY_NAME).toList()) {
            Mismatch.of(policy.id(), policy.selector(), candidate)
                    .ifPresentOrElse(mismatched::add, () -> matching.add(policy));
        }
        matching.sort(MOST_SPECIFIC_FIRST);
        Policy applies = matching.isEmpty() ? builtIn : matching.get(0);
        List<LessSpecificPolicy> lost = matching.stream()
                .skip(1)
                .map(policy -> new LessSpecificPolicy(
                        policy.id(), Specificity.decidedBy(applies.selector(), policy.selector())))
                .toList();
        return new PolicyResolution(applies, lost, mismatched);
    }
}
