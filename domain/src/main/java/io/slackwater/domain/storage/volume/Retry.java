package io.slackwater.domain.storage.volume;

import java.time.Duration;
import java.time.Instant;

/**
 * When something that failed may be tried again.
 *
 * @param failures how often it failed in a row
 * @param notBefore the earliest time of the next attempt
 */
public record Retry(int failures, Instant notBefore) {

    /** Nothing failed yet. */
    public static final Retry AT_ONCE = new Retry(0, Instant.EPOCH);

    private static final int MOST_DOUBLINGS = 16;

    /** Returns the next retry: each wait is twice the one before, from {@code shortest} to {@code longest}. */
    Retry failed(Instant now, Duration shortest, Duration longest) {
        Duration wait = shortest.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return new Retry(failures + 1, now.plus(wait.compareTo(longest) < 0 ? wait : longest));
    }

    boolean mayTry(Instant now) {
        return !now.isBefore(notBefore);
    }
}
