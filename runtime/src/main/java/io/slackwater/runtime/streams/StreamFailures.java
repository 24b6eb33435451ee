package io.slackwater.runtime.streams;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * Decides what happens when a stream thread dies. A retriable error of the broker replaces the thread, within bounds; anything
 * else stops the client, because to go on would be to skip a record. Liveness then fails, and whoever runs the service restarts it.
 * Poison records never come here: they are dead letters.
 */
@Singleton
public final class StreamFailures implements StreamsUncaughtExceptionHandler {

    private static final Logger LOG = Logger.getLogger(StreamFailures.class);
    private static final int MOST_REPLACEMENTS = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Clock clock;
    private final Deque<Instant> replacements = new ArrayDeque<>();

    StreamFailures(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        replacements.removeIf(earlier -> earlier.isBefore(now.minus(WINDOW)));
        if (isRetriable(failure) && replacements.size() < MOST_REPLACEMENTS) {
            replacements.add(now);
            LOG.warn("A stream thread met a transient error and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("A stream thread met an error that a retry does not mend; the stream stops", failure);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    private static boolean isRetriable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        return false;
    }
}
