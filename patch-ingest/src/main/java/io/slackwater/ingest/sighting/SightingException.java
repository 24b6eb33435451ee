package io.slackwater.ingest.sighting;

/** A sighting was not kept; the same report may succeed later. */
public final class SightingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SightingException(String message, Throwable cause) {
        super(message, cause);
    }
}
