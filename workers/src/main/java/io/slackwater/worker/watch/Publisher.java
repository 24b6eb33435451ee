package io.slackwater.worker.watch;

import java.util.List;

/** Writes what watchers saw. */
public interface Publisher {

    /**
     * Writes all of it or nothing, and returns when it is done. May be called by several threads.
     *
     * @throws PublishFailedException if nothing was written, or another instance watches these hosts now
     */
    void publish(List<Publication<?>> publications);

    /** Nothing was written: what is in the log must be taken as it was. */
    final class PublishFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public PublishFailedException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
