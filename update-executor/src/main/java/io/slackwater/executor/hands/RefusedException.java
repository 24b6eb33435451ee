package io.slackwater.executor.hands;

import io.slackwater.executor.update.AnswerStatus;

/** A hand did not do what it was told to; the message says why. */
final class RefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final AnswerStatus status;

    RefusedException(AnswerStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    Result result() {
        return Result.of(status, String.valueOf(getMessage()));
    }
}
