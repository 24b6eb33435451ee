package io.slackwater.artifact.transfer;

import org.jspecify.annotations.Nullable;

/**
 * A file was not transferred. The message names its address without passwords, and what to do. Trouble with the local disk is a plain
 * {@link java.io.IOException} instead.
 */
public abstract sealed class TransferException extends Exception {

    private static final long serialVersionUID = 1L;

    private TransferException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What each case comes to. */
    public interface Visitor<R> {
        R unreachable(Unreachable unreachable);

        R notFound(NotFound notFound);

        R mismatch(Mismatch mismatch);
    }

    /** Has a visitor handle the case that this is. */
    public abstract <R> R accept(Visitor<R> visitor);

    /** The server did not answer, or the transfer broke: the same request may succeed later. */
    public static final class Unreachable extends TransferException {
        private static final long serialVersionUID = 1L;

        Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unreachable(this);
        }
    }

    /** There is no such file, or no way to read what its address names. */
    public static final class NotFound extends TransferException {
        private static final long serialVersionUID = 1L;

        NotFound(String message) {
            super(message, null);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.notFound(this);
        }
    }

    /** The file's size or digest is not the one that was announced. */
    public static final class Mismatch extends TransferException {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message, null);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.mismatch(this);
        }
    }
}
