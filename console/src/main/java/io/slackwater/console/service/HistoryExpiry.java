package io.slackwater.console.service;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Jdbi;

/** Deletes the events that are older than the history period. What is so now stays, however old the event that says it. */
final class HistoryExpiry {

    private static final int ROWS_PER_TRANSACTION = 10_000;

    private final Jdbi database;
    private final Duration period;

    /**
     * An expiry of one database.
     *
     * @param period for how long an event is kept after it was published
     */
    HistoryExpiry(Jdbi database, Duration period) {
        this.database = database;
        this.period = period;
    }

    /** Deletes what is too old at a time, in transactions of bounded length. */
    void run(Instant now) {
        int deleted;
        do {
            deleted = database.withHandle(handle -> handle.createUpdate("DELETE FROM events WHERE id IN"
                            + " (SELECT id FROM events WHERE published_at < :end ORDER BY published_at LIMIT :rows)")
                    .bind("end", now.minus(period).atOffset(ZoneOffset.UTC))
                    .bind("rows", ROWS_PER_TRANSACTION)
                    .execute());
        } while (deleted == ROWS_PER_TRANSACTION && !Thread.currentThread().isInterrupted());
    }
}
