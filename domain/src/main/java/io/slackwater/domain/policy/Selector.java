package io.slackwater.domain.policy;

import io.slackwater.domain.portion.Severity;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which VMs and changes a policy is for: those that meet every criterion that it has.
 *
 * @param vmLabels by label of the VM: the values of which it must have one
 * @param hostLabels by label of the VM's host: the values of which it must have one
 * @param portion fits at least one of the portions that the change moves on the VM; empty for any
 * @param minimumSeverity how urgent the change must be; {@link Severity#UNKNOWN} for any
 */
public record Selector(
        Map<String, Set<String>> vmLabels,
        Map<String, Set<String>> hostLabels,
        Optional<PortionPattern> portion,
        Severity minimumSeverity) {

    /** Every VM and every change. */
    public static final Selector EVERYTHING = new Selector(Map.of(), Map.of(), Optional.empty(), Severity.UNKNOWN);

    public Selector {
        vmLabels = Map.copyOf(vmLabels);
        hostLabels = Map.copyOf(hostLabels);
    }
}
