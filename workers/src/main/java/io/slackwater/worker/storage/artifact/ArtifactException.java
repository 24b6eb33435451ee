package io.slackwater.worker.storage.artifact;

import org.jspecify.annotations.Nullable;

/** An artifact could not be had, or is not what it should be; the permitted subtypes say which. */
public abstract sealed class ArtifactException extends Exception {

    private static final long serialVersionUID = 1L;

    private ArtifactException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Its place did not give it; it may later. */
    public static final class Unavailable extends ArtifactException {
        private static final long serialVersionUID = 1L;

        Unavailable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** It was given, and is not what the change announced. */
    public static final class Mismatch extends ArtifactException {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message, null);
        }
    }
}
