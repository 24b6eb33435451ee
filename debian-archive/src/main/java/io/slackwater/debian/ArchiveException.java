package io.slackwater.debian;

import org.jspecify.annotations.Nullable;

/**
 * An archive was not read. The message names the file and what to do; the permitted subtypes are the causes that a
 * caller tells apart. Trouble with the local disk is a plain {@link java.io.IOException} instead.
 */
public abstract sealed class ArchiveException extends Exception {

    private static final long serialVersionUID = 1L;

    private ArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns the cause as a constant in kebab case, for metrics and for telling repeated failures apart. */
    public abstract String code();

    /** The archive did not answer, or the transfer broke: the same request may succeed later. */
    public static final class Unreachable extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String code() {
            return "unreachable";
        }
    }

    /** The archive answers, and has no such suite, index, package or member. */
    public static final class NotFound extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message) {
            super(message, null);
        }

        @Override
        public String code() {
            return "not-found";
        }
    }

    /** The release is not vouched for by a configured key. */
    public static final class Untrusted extends ArchiveException {
        private static final long serialVersionUID = 1L;
        private final Reason reason;

        public Untrusted(Reason reason, String message, @Nullable Throwable cause) {
            super(message, cause);
            this.reason = reason;
        }

        public Reason reason() {
            return reason;
        }

        @Override
        public String code() {
            return reason.code;
        }

        /** Why a release is not trusted. */
        public enum Reason {
            /** The release carries no signature. */
            UNSIGNED("unsigned"),
            /** It is signed, by keys that the keyring does not hold. */
            UNKNOWN_KEY("unknown-key"),
            /**
             * A key of the keyring is named, and the signature is not its signature of this text; or none counts, for its hash or its
             * type, or for its key, which may not sign.
             */
            BAD_SIGNATURE("bad-signature"),
            /** The signature is its key's, and the signature expired, or the key expired, was revoked or may not sign. */
            EXPIRED_OR_REVOKED("expired-or-revoked"),
            /** The keyring is missing, empty or unreadable. */
            NO_KEYRING("no-keyring");

            private final String code;

            Reason(String code) {
                this.code = code;
            }
        }
    }

    /** The release says that it is no longer, or not yet, valid. */
    public static final class Expired extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Expired(String message) {
            super(message, null);
        }

        @Override
        public String code() {
            return "expired";
        }
    }

    /** A file's size or digest is not the one that was announced. */
    public static final class Mismatch extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Mismatch(String message) {
            super(message, null);
        }

        @Override
        public String code() {
            return "mismatch";
        }
    }

    /** A file is truncated, or is not what its name says. */
    public static final class Damaged extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Damaged(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String code() {
            return "damaged";
        }
    }

    /** A file tries what no honest archive does: to leave its directory, or to expand beyond its bounds. */
    public static final class Hostile extends ArchiveException {
        private static final long serialVersionUID = 1L;

        public Hostile(String message) {
            super(message, null);
        }

        @Override
        public String code() {
            return "hostile";
        }
    }
}
