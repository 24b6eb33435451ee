package io.slackwater.runtime.events;

/** Says that the log did not take an event. */
public final class NotPublishedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotPublishedException(String event, RuntimeException cause) {
        super(event + " was not published, since the broker did not take it", cause);
    }
}
