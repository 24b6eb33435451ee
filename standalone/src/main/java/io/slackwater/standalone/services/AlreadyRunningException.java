package io.slackwater.standalone.services;

import java.nio.file.Path;

/** Another installation runs over the same data directory; the message says which, and what can be done. */
public final class AlreadyRunningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    AlreadyRunningException(Path dataDirectory, String holder) {
        super("Slackwater is already running here (" + (holder.isBlank() ? "pid unknown" : "pid " + holder.strip())
                + "), over the data directory " + dataDirectory
                + ". Nothing was changed. Stop that one, or give this one a data directory and ports of its own");
    }
}
