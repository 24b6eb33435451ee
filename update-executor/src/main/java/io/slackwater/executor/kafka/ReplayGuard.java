package io.slackwater.executor.kafka;

/**
 * Holds decisions back while a task without state reads an old log: what was decided then is in the log, and comes to be folded.
 * A task that has state goes on where it was and is never held back.
 */
final class ReplayGuard {

    private static final long QUIET_MILLIS = 2_000;

    private final long startedAt;
    private boolean isCold;
    private long heardOldAt;

    /**
     * Guards a task.
     *
     * @param isEmpty whether the task has no state
     * @param startedAt when it started, in milliseconds since the epoch
     */
    ReplayGuard(boolean isEmpty, long startedAt) {
        this.isCold = isEmpty;
        this.startedAt = startedAt;
        this.heardOldAt = startedAt;
    }

    /** Hears of a record: one that is older than the task may be a replay's. */
    void heard(long publishedAt, long now) {
        if (isCold && publishedAt < startedAt) {
            heardOldAt = now;
        }
    }

    /** Whether old records still come, or may still come. */
    boolean isReplaying(long now) {
        isCold = isCold && now - heardOldAt < QUIET_MILLIS;
        return isCold;
    }
}
