package io.slackwater.executor.rest.answers;

import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.selection.PolicyResolution;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which policy applies.
 *
 * @param why in a sentence
 * @param others the policies that do not apply, and why each does not: first those that are for the VM and the change, too
 */
public record PolicyChoiceDocument(String policy, int version, String why, List<Other> others) {

    /** A policy that does not apply. */
    public record Other(String policy, int version, String why) {

        private static Other of(PolicyVersion id, String why) {
            return new Other(id.name(), id.version(), why);
        }
    }

    static PolicyChoiceDocument of(PolicyResolution policyResolution) {
        PolicyVersion applies = policyResolution.applies().id();
        Stream<Other> lost = policyResolution.lost().stream()
                .map(lessSpecificPolicy -> Other.of(lessSpecificPolicy.policy(), lessSpecificPolicy.reason()));
        Stream<Other> mismatched =
                policyResolution.mismatched().stream().map(mismatch -> Other.of(mismatch.policy(), mismatch.detail()));
        return new PolicyChoiceDocument(
                applies.name(),
                applies.version(),
                why(policyResolution),
                Stream.concat(lost, mismatched).toList());
    }

    private static String why(PolicyResolution policyResolution) {
        if (policyResolution.applies().id().equals(PolicyVersion.BUILT_IN)) {
            return "No policy is for this VM and this change, so the settings of update-executor apply";
        }
        return policyResolution.lost().isEmpty()
                ? "It is the only policy that is for this VM and this change"
                : "It is the most specific of the policies that are for this VM and this change";
    }
}
