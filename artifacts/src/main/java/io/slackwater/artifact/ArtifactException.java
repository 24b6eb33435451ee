package io.slackwater.artifact;

/** An artifact was not accepted; the message says why and what to do. Trouble with the disk is an IOException instead. */
public final class ArtifactException extends Exception {

    private static final long serialVersionUID = 1L;
    private final Cause cause;

    public ArtifactException(Cause cause, String message) {
        super(message);
        this.cause = cause;
    }

    /** Returns which of the causes it is. */
    public Cause reason() {
        return cause;
    }

    /** Why an artifact was not accepted. */
    public enum Cause {
        /** Its content has another digest than was said. */
        DIGEST("mismatch"),
        /** It has another size than was said. */
        SIZE("mismatch"),
        /** It is larger than the service takes. */
        TOO_LARGE("too-large"),
        /** Its content is not of its format, or its format lets it reach outside itself. */
        FORMAT("format"),
        /** It could not be read where it is said to be. */
        UNREADABLE("unreadable"),
        /** It lies where the configuration does not allow it to be read from. */
        FORBIDDEN("forbidden"),
        /** The store has no such artifact. */
        ABSENT("absent");

        private final String code;

        Cause(String code) {
            this.code = code;
        }

        /** Returns the cause for metrics. */
        public String code() {
            return code;
        }
    }
}
