package io.slackwater.domain.update;

import java.util.List;
import java.util.Optional;

/**
 * What came of a command.
 *
 * @param detail what happened, for a person
 * @param replacements the command's replacements with what became known; empty where nothing did
 * @param kernelRelease what the guest reported; empty where it was not asked or did not answer
 * @param verifiedBy what showed that the VM came up; UNKNOWN but for a verification that is done
 */
public record ExecutionResult(
        CommandOutcomeStatus status,
        String detail,
        List<Replacement> replacements,
        Optional<String> kernelRelease,
        VerifiedBy verifiedBy) {

    public ExecutionResult {
        replacements = List.copyOf(replacements);
    }

    public static ExecutionResult of(CommandOutcomeStatus status, String detail) {
        return new ExecutionResult(status, detail, List.of(), Optional.empty(), VerifiedBy.UNKNOWN);
    }

    public static ExecutionResult done(String detail, List<Replacement> replacements) {
        return new ExecutionResult(
                CommandOutcomeStatus.DONE, detail, replacements, Optional.empty(), VerifiedBy.UNKNOWN);
    }

    /** The VM came up. */
    public static ExecutionResult verified(VerifiedBy by, String detail, Optional<String> kernelRelease) {
        return new ExecutionResult(CommandOutcomeStatus.DONE, detail, List.of(), kernelRelease, by);
    }

    /** Returns the same result with a stronger proof. */
    public ExecutionResult by(VerifiedBy stronger) {
        return new ExecutionResult(status, detail, replacements, kernelRelease, stronger);
    }
}
