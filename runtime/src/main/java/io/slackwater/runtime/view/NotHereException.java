package io.slackwater.runtime.view;

/** Says that this instance does not know now what it was asked. */
public final class NotHereException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotHereException(String message) {
        super(message);
    }

    public NotHereException(String message, Throwable cause) {
        super(message, cause);
    }
}
