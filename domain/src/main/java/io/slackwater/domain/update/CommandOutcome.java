package io.slackwater.domain.update;

import java.util.List;
import java.util.Optional;

/**
 * A command's result as the topology receives it, with its type, attempt and issue.
 *
 * @param attempt the update's attempt that the command belonged to
 * @param issue how often the command had been issued in that attempt, from 1
 * @param detail what happened, for a person
 * @param replacements the command's replacements with what became known, such as new overlays; may be empty
 * @param kernelRelease what the guest reported; empty where it was not asked
 * @param verifiedBy what showed that the VM came up; UNKNOWN but for a verification that is done
 */
public record CommandOutcome(
        CommandType type,
        int attempt,
        int issue,
        CommandOutcomeStatus status,
        String detail,
        List<Replacement> replacements,
        Optional<String> kernelRelease,
        VerifiedBy verifiedBy) {

    public CommandOutcome {
        replacements = List.copyOf(replacements);
    }
}
