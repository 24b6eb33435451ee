package io.slackwater.lab;

import org.jspecify.annotations.Nullable;

/** The lab could not make or steer what it was asked for; the message says what, and what the machine answered. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
