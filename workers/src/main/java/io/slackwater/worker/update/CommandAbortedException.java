package io.slackwater.worker.update;

import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;

/** A command was aborted before it had an effect; the message says why. */
final class CommandAbortedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final CommandOutcomeStatus status;

    CommandAbortedException(CommandOutcomeStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    CommandResult result() {
        return CommandResult.of(status, String.valueOf(getMessage()));
    }
}
