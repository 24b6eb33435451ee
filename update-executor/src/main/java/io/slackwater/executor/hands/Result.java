package io.slackwater.executor.hands;

import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.VerifiedBy;
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
public record Result(
        AnswerStatus status,
        String detail,
        List<Replacement> replacements,
        Optional<String> kernelRelease,
        VerifiedBy verifiedBy) {

    public Result {
        replacements = List.copyOf(replacements);
    }

    public static Result of(AnswerStatus status, String detail) {
        return new Result(status, detail, List.of(), Optional.empty(), VerifiedBy.UNKNOWN);
    }

    static Result done(String detail, List<Replacement> replacements) {
        return new Result(AnswerStatus.DONE, detail, replacements, Optional.empty(), VerifiedBy.UNKNOWN);
    }

    /** The VM came up. */
    static Result verified(VerifiedBy by, String detail, Optional<String> kernelRelease) {
        return new Result(AnswerStatus.DONE, detail, List.of(), kernelRelease, by);
    }

    /** Returns the same result with a stronger proof. */
    Result by(VerifiedBy stronger) {
        return new Result(status, detail, replacements, kernelRelease, stronger);
    }
}
