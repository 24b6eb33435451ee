package io.slackwater.domain.update;

import java.util.List;
import java.util.Optional;

/**
 * A handler's result, before it is tied to a command's attempt.
 *
 * @param detail what happened, for a person
 * @param replacements the command's replacements with what became known; empty where nothing did
 * @param kernelRelease what the guest reported; empty where it was not asked or did not answer
 * @param verifiedBy what showed that the VM came up; UNKNOWN but for a verification that is done
 */
public record CommandResult(
        CommandOutcomeStatus status,
        String detail,
        List<Replacement> replacements,
        Optional<String> kernelRelease,
        VerifiedBy verifiedBy) {

    public CommandResult {
        replacements = List.copyOf(replacements);
    }

    public static CommandResult of(CommandOutcomeStatus status, String detail) {
        return new CommandResult(status, detail, List.of(), Optional.empty(), VerifiedBy.UNKNOWN);
    }

    public static CommandResult done(String detail, List<Replacement> replacements) {
        return new CommandResult(CommandOutcomeStatus.DONE, detail, replacements, Optional.empty(), VerifiedBy.UNKNOWN);
    }

    /** The VM came up. */
    public static CommandResult verified(VerifiedBy by, String detail, Optional<String> kernelRelease) {
        return new CommandResult(CommandOutcomeStatus.DONE, detail, List.of(), kernelRelease, by);
    }

    /** Returns the same result with a stronger proof. */
    public CommandResult by(VerifiedBy stronger) {
        return new CommandResult(status, detail, replacements, kernelRelease, stronger);
    }
}
