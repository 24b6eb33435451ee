package io.slackwater.broker;

import org.jspecify.annotations.Nullable;

/** The broker could not be started; the message says which directory or port it was about. */
public final class BrokerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
