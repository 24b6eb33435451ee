package io.slackwater.planning.history;

import java.time.Instant;

/**
 * A time in which a VM stays off, or does not.
 *
 * @param isOff whether its state allows an update
 * @param from when it begins, or began
 * @param until when it ends; {@link #FOREVER} where that is not to be expected
 */
public record PowerPeriod(boolean isOff, Instant from, Instant until) {

    /** An end that nobody waits for. */
    public static final Instant FOREVER = Instant.parse("9999-01-01T00:00:00Z");
}
