package io.slackwater.domain.policy.selection;

import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.Selector;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A policy that is not for a VM and a change.
 *
 * @param criterion the first that is not met
 * @param detail what was asked for and what was found, for a person
 */
public record Mismatch(PolicyVersion policy, Criterion criterion, String detail) {

    /** Returns the first criterion that a candidate does not meet, or empty where it meets all. */
    static Optional<Mismatch> of(PolicyVersion policy, Selector selector, Candidate candidate) {
        return ofLabels(policy, selector, candidate.vmLabels(), candidate.hostLabels())
                .or(() -> portion(selector, candidate).map(detail -> new Mismatch(policy, Criterion.PORTION, detail)))
                .or(() ->
                        severity(selector, candidate).map(detail -> new Mismatch(policy, Criterion.SEVERITY, detail)));
    }

    /** Returns the first criterion about labels that is not met, or empty where all are. */
    static Optional<Mismatch> ofLabels(
            PolicyVersion policy, Selector selector, Map<String, String> vmLabels, Map<String, String> hostLabels) {
        return labels(selector.vmLabels(), vmLabels)
                .map(detail -> new Mismatch(policy, Criterion.VM_LABELS, "The VM's " + detail))
                .or(() -> labels(selector.hostLabels(), hostLabels)
                        .map(detail -> new Mismatch(policy, Criterion.HOST_LABELS, "The host's " + detail)));
    }

    private static Optional<String> labels(Map<String, Set<String>> wanted, Map<String, String> present) {
        return new TreeMap<>(wanted)
                .entrySet().stream()
                        .filter(entry -> !entry.getValue().contains(present.getOrDefault(entry.getKey(), ""))
                                || !present.containsKey(entry.getKey()))
                        .findFirst()
                        .map(entry -> "label " + entry.getKey() + " is "
                                + Optional.ofNullable(present.get(entry.getKey()))
                                        .orElse("not set") + ", not "
                                + String.join(" or ", new TreeSet<>(entry.getValue())));
    }

    private static Optional<String> portion(Selector selector, Candidate candidate) {
        return selector.portion()
                .filter(pattern -> candidate.portions().stream().noneMatch(pattern::matches))
                .map(pattern -> "None of " + String.join(", ", candidate.portions()) + " is " + pattern);
    }

    private static Optional<String> severity(Selector selector, Candidate candidate) {
        return candidate.severity().isAtLeast(selector.minimumSeverity())
                ? Optional.empty()
                : Optional.of(
                        "The change's severity is " + candidate.severity() + ", below " + selector.minimumSeverity());
    }
}
