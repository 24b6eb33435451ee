package io.slackwater.standalone.text;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A time for a person, in UTC as the log of every host has it: {@code 2026-11-30T15:04:05Z}. */
public final class UtcTime {

    private UtcTime() {}

    /** Returns a time to the second. */
    public static String of(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
