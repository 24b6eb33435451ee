package io.slackwater.standalone.reach;

/** What was asked for was not done; the message says why, and what can be done. */
public final class NotDoneException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message why, and what can be done */
    public NotDoneException(String message) {
        super(message);
    }
}
