package io.slackwater.runtime.streams;

import io.slackwater.runtime.liveness.ProcessExit;
import io.slackwater.streams.FailedRecord;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;

/**
 * Decides what happens when a stream thread dies. What the broker caused and a retry may mend replaces the thread, within
 * bounds. Anything else ends the process, because to go on would be to skip a record; whoever runs the service starts it
 * again. Poison records never come here: they are dead letters.
 */
@Singleton
public final class StreamFailures implements StreamsUncaughtExceptionHandler, KafkaStreams.StateListener {

    private static final Logger LOG = Logger.getLogger(StreamFailures.class);
    private static final int MOST_REPLACEMENTS = 10;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    /** What a producer says that is used after a commit without an answer. A new thread has a new producer. */
    private static final String UNANSWERED = "timed out and must be retried";

    private final Clock clock;
    private final ProcessExit exit;
    private final Deque<Instant> replacements = new ArrayDeque<>();

    StreamFailures(Clock clock, ProcessExit exit) {
        this.clock = clock;
        this.exit = exit;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
        Instant now = clock.instant();
        replacements.removeIf(earlier -> earlier.isBefore(now.minus(WINDOW)));
        if (isTransient(failure) && replacements.size() < MOST_REPLACEMENTS) {
            replacements.add(now);
            LOG.warn("A stream thread met an error of the broker and is replaced", failure);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        LOG.error("A stream thread met an error that another thread would not mend", failure);
        exit.because(causeOf(failure));
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /** Ends the process when the stream is in error for whatever reason. */
    @Override
    public void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.ERROR) {
            exit.because("its stream went from " + before + " to " + now);
        }
    }

    private static String causeOf(Throwable failure) {
        Throwable root = rootOf(failure);
        String error = root.getClass().getName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
        Optional<FailedRecord> failed = FailedRecord.of(failure);
        return failed.map(at -> "its stream failed at " + at + ", with " + error)
                .orElse("its stream failed with " + error);
    }

    /**
     * A client that a broker kept waiting says so with a plain {@link KafkaException} ("the coordinator is loading and hence can't process
     * requests"), not with a retriable one. The answers of a broker are {@link ApiException}s, and those tell apart.
     */
    private static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
        }
        Throwable root = rootOf(failure);
        if (root instanceof IllegalStateException
                && String.valueOf(root.getMessage()).contains(UNANSWERED)) {
            return true;
        }
        return root instanceof KafkaException
                && !(root instanceof ApiException)
                && !(root instanceof StreamsException)
                && FailedRecord.of(failure).isEmpty();
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
