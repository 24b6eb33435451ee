package io.slackwater.standalone.connect;

/** What was asked for was not done; the message says why, and what can be done. */
public final class CommandFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message why, and what can be done */
    public CommandFailedException(String message) {
        super(message);
    }
}
