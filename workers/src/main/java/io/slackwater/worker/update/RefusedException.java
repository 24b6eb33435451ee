package io.slackwater.worker.update;

import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.ExecutionResult;

/** A worker did not do what it was told to; the message says why. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final CommandOutcomeStatus status;

    RefusedException(CommandOutcomeStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    ExecutionResult result() {
        return ExecutionResult.of(status, String.valueOf(getMessage()));
    }
}
