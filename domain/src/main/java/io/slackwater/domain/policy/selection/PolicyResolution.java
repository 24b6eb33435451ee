package io.slackwater.domain.policy.selection;

import io.slackwater.domain.policy.Policy;
import java.util.List;

/**
 * Which policy applies to a VM and a change, and why.
 *
 * @param applies the most specific one; the built-in policy where no other is for them
 * @param lost the others that are for them, too, the most specific first
 * @param mismatched those that are not for them, by name
 */
public record PolicyResolution(Policy applies, List<LessSpecificPolicy> lost, List<Mismatch> mismatched) {

    public PolicyResolution {
        lost = List.copyOf(lost);
        mismatched = List.copyOf(mismatched);
    }
}
