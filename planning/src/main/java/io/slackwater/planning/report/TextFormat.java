package io.slackwater.planning.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Times and sizes as people read them. */
final class TextFormat {

    /** How many rows a table has at most. */
    static final int LISTED = 20;

    private static final Duration LONG = Duration.ofDays(3);

    private final DateTimeFormatter format;

    /** @param zone the clocks that times are told by */
    TextFormat(ZoneId zone) {
        this.format =
                DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT).withZone(zone);
    }

    String time(Instant time) {
        return format.format(time);
    }

    /** @param otherwise what stands where there is no time */
    String time(Optional<Instant> time, String otherwise) {
        return time.map(this::time).orElse(otherwise);
    }

    static String length(Duration duration) {
        if (duration.compareTo(LONG) >= 0) {
            return duration.toDays() + " days";
        }
        return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }

    static String vms(long count) {
        return String.format(Locale.ROOT, "%,d VM%s", count, count == 1 ? "" : "s");
    }

    /** Returns what stands below a table that does not have all. */
    static List<String> more(int all) {
        return all > LISTED ? List.of("  and " + (all - LISTED) + " more; --json names all") : List.of();
    }
}
