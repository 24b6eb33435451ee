package io.slackwater.domain.storage.volume;

import java.time.Duration;
import java.time.Instant;

/**
 * The failures in a row, and the earliest time of the next attempt.
 *
 * @param failures how often it failed in a row
 * @param notBefore the earliest time of the next attempt
 */
public record RetrySchedule(int failures, Instant notBefore) {

    /** Nothing failed yet. */
    public static final RetrySchedule AT_ONCE = new RetrySchedule(0, Instant.EPOCH);

    private static final int MOST_DOUBLINGS = 16;

    /** Returns the next retry: each wait is twice the one before, from {@code shortest} to {@code longest}. */
    RetrySchedule failed(Instant now, Duration shortest, Duration longest) {
        Duration wait = shortest.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return new RetrySchedule(failures + 1, now.plus(wait.compareTo(longest) < 0 ? wait : longest));
    }

    boolean mayTry(Instant now) {
        return !now.isBefore(notBefore);
    }
}
