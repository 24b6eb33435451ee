package io.slackwater.runtime.events;

/** The broker did not confirm in time that the log has an event. A request that it got before may still put it there. */
public final class NotPublishedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failed publication.
     *
     * @param event what was to be published, as its CloudEvents type has it
     */
    public NotPublishedException(String event, Throwable cause) {
        super(
                "The broker did not confirm in time that it has %s: it may still take effect, so ask what is in force before you send it again"
                        .formatted(event),
                cause);
    }
}
