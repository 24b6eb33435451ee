package io.slackwater.executor.hands;

import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.Replacement;
import java.util.List;
import java.util.Optional;

/**
 * What came of a command.
 *
 * @param detail what happened, for a person
 * @param replacements the command's replacements with what became known; empty where nothing did
 * @param kernelRelease what the guest reported; empty where it was not asked or did not answer
 */
public record Result(
        AnswerStatus status, String detail, List<Replacement> replacements, Optional<String> kernelRelease) {

    public Result {
        replacements = List.copyOf(replacements);
    }

    static Result of(AnswerStatus status, String detail) {
        return new Result(status, detail, List.of(), Optional.empty());
    }

    static Result done(String detail, List<Replacement> replacements) {
        return new Result(AnswerStatus.DONE, detail, replacements, Optional.empty());
    }
}
