package io.slackwater.streams.view;

/** Says that this instance does not know now what it was asked. */
public final class StateNotLocalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateNotLocalException(String message) {
        super(message);
    }

    public StateNotLocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
