package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes points in time with how long ago they are. */
final class Age {

    private static final long DAYS_IN_HOURS = 2;
    private static final long HOURS_IN_MINUTES = 2;
    private static final long MINUTES_IN_SECONDS = 2;

    private final Instant now;

    Age(Instant now) {
        this.now = now;
    }

    /** Returns a time of an answer to the second, with its age; empty where there is none. */
    String of(JsonNode time) {
        if (!time.isTextual()) {
            return "";
        }
        Instant at = Instant.parse(time.textValue());
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
