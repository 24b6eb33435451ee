package io.slackwater.standalone.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes points in time with how long ago they are. */
public final class Age {

    private static final long DAYS_IN_HOURS = 2;
    private static final long HOURS_IN_MINUTES = 2;
    private static final long MINUTES_IN_SECONDS = 2;

    private final Instant now;

    public Age(Instant now) {
        this.now = now;
    }

    /** Returns a time of an answer to the second, with its age; empty where there is none. */
    public String of(JsonNode time) {
        return time.isTextual() ? of(Instant.parse(time.textValue())) : "";
    }

    /** Returns a time to the second, with its age. */
    public String of(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS) + " (" + ago(Duration.between(at, now)) + ")";
    }

    private static String ago(Duration age) {
        if (age.isNegative()) {
            return "0 s";
        }
        if (age.toDays() >= DAYS_IN_HOURS) {
            return age.toDays() + " d";
        }
        if (age.toHours() >= HOURS_IN_MINUTES) {
            return age.toHours() + " h";
        }
        return age.toMinutes() >= MINUTES_IN_SECONDS ? age.toMinutes() + " min" : age.toSeconds() + " s";
    }
}
