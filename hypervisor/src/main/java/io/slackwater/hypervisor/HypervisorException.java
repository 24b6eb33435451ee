package io.slackwater.hypervisor;

import org.jspecify.annotations.Nullable;

/** Something that a hypervisor was asked for did not happen; the permitted subtypes say whether to try again. */
public abstract sealed class HypervisorException extends Exception {

    private static final long serialVersionUID = 1L;

    private HypervisorException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The host did not answer, or the connection broke: the same request may succeed later, and may have had its effect. */
    public static sealed class Unreachable extends HypervisorException permits TimedOut {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** A call did not end in time, and goes on: its effect may come at any later time. */
    public static final class TimedOut extends Unreachable {
        private static final long serialVersionUID = 1L;

        public TimedOut(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * There is no such domain, pool or volume. It never means that a part of one is not there, such as a snapshot: that is
     * {@link Unreachable}, since the whole is to be read again.
     */
    public static final class NotFound extends HypervisorException {
        private static final long serialVersionUID = 1L;

        public NotFound(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The store has no room for it. */
    public static final class NoSpace extends HypervisorException {
        private static final long serialVersionUID = 1L;

        public NoSpace(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** The hypervisor refused, and will refuse the same request again. */
    public static final class Rejected extends HypervisorException {
        private static final long serialVersionUID = 1L;

        public Rejected(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
