package io.slackwater.domain.policy.window;

import java.time.Duration;
import java.time.Instant;

/**
 * One time that a window is open.
 *
 * @param start when it opens
 * @param end when it is closed again
 */
public record Occurrence(Instant start, Instant end) {

    /** Whether it is open. */
    public boolean contains(Instant time) {
        return !time.isBefore(start) && time.isBefore(end);
    }

    /** Whether what begins then and takes so long ends in it. */
    public boolean fits(Instant begin, Duration takesAtMost) {
        return contains(begin) && !begin.plus(takesAtMost).isAfter(end);
    }
}
