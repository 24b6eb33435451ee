package io.slackwater.ingest.sighting;

/** The broker did not confirm a sighting in time. It may still take effect; the same report sent again does no harm. */
public final class SightingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SightingException(String message, Throwable cause) {
        super(message, cause);
    }
}
