package io.slackwater.planning.history;

import java.time.Duration;
import java.time.Instant;

/**
 * A time that a VM was off, so that its state allowed an update.
 *
 * @param from when it was seen to be off
 * @param until when that ended
 */
public record OffPeriod(Instant from, Instant until) {

    /** Returns how long it lasted. */
    public Duration length() {
        return Duration.between(from, until);
    }
}
