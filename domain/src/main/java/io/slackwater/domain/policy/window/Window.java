package io.slackwater.domain.policy.window;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * A time that comes again and again, in which a VM may be updated.
 *
 * <p>An occurrence starts at the first instant at which the clocks of the zone show its start time or a later one. So a start in the
 * hour that daylight saving skips is at the first instant after that hour, and a start in the hour that comes twice is in the first
 * of the two and happens once. It ends when the duration has elapsed, whatever the clocks show then.
 *
 * @param starts when it starts, by the clocks of the zone
 * @param duration how long it is open
 */
public record Window(StartTimes starts, Duration duration, ZoneId zone) {

    /** Returns the occurrence that is open, or empty. Of two that overlap, the one that started later. */
    public Optional<Occurrence> current(Instant now) {
        return starts.lastUntil(ZonedTimes.highestUntil(now, zone))
                .map(this::occurrence)
                .filter(occurrence -> occurrence.contains(now));
    }

    /** Returns the first occurrence that starts after a time, or empty where none comes any more. */
    public Optional<Occurrence> firstAfter(Instant time) {
        Optional<LocalDateTime> next = starts.firstAfter(ZonedTimes.highestUntil(time, zone));
        return next.map(this::occurrence);
    }

    private Occurrence occurrence(LocalDateTime start) {
        Instant begin = ZonedTimes.firstShowing(start, zone);
        return new Occurrence(begin, begin.plus(duration));
    }
}
