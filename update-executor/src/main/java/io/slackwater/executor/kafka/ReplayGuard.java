package io.slackwater.executor.kafka;

/**
 * Holds decisions back while a task without state reads an old log: what was decided then is in the log, and comes to be folded.
 * A task that has state goes on where it was and is never held back.
 */
final class ReplayGuard {

    private static final long QUIET_MILLIS = 2_000;

    private static final long NOT_STARTED = -1;

    private boolean isCold;
    private long startedAt = NOT_STARTED;
    private long heardOldAt;

    /** Guards a task, given whether it has no state. */
    ReplayGuard(boolean isEmpty) {
        this.isCold = isEmpty;
    }

    /** Hears of a record: one that is older than the task may be a replay's. */
    void heard(long publishedAt, long now) {
        start(now);
        if (isCold && publishedAt < startedAt) {
            heardOldAt = now;
        }
    }

    /** Whether old records still come, or may still come. */
    boolean isReplaying(long now) {
        start(now);
        isCold = isCold && now - heardOldAt < QUIET_MILLIS;
        return isCold;
    }

    /** Kafka Streams does not tell a processor the time before its first record or tick. */
    private void start(long now) {
        if (startedAt == NOT_STARTED) {
            startedAt = now;
            heardOldAt = now;
        }
    }
}
