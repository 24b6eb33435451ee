package io.slackwater.standalone.demo.engine;

import org.jspecify.annotations.Nullable;

/** The fleet could not be made or steered; the message says what was tried and what the machine answered. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EngineException(String message) {
        super(message);
    }

    public EngineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
