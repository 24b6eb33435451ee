package io.slackwater.domain.policy.selection;

import io.slackwater.domain.portion.Severity;
import java.util.Collection;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A VM and a change that a policy is sought for.
 *
 * @param vmLabels the VM's labels
 * @param hostLabels the labels of the host that has it; empty where that is not known
 * @param portions those that the change moves on the VM
 */
public record Candidate(
        Map<String, String> vmLabels, Map<String, String> hostLabels, SortedSet<String> portions, Severity severity) {

    public Candidate {
        vmLabels = Map.copyOf(vmLabels);
        hostLabels = Map.copyOf(hostLabels);
    }

    /** Makes one of portions in any order. */
    public static Candidate of(
            Map<String, String> vmLabels,
            Map<String, String> hostLabels,
            Collection<String> portions,
            Severity severity) {
        return new Candidate(vmLabels, hostLabels, new TreeSet<>(portions), severity);
    }
}
