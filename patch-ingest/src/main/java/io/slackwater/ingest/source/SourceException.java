package io.slackwater.ingest.source;

/** A source could not be read, or what it offers was not accepted; its last good state stands. */
public final class SourceException extends Exception {

    private static final long serialVersionUID = 1L;
    private final String code;

    /** @param code the cause as a constant, for metrics */
    public SourceException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public SourceException(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
