package io.slackwater.planning.rehearsal;

import io.slackwater.planning.history.PowerPeriod;
import io.slackwater.planning.history.PowerTimeline;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/** How a VM is on and off by its owner's habit. Some owners change their ways at one time, which no history can tell. */
final class OwnedLife implements PowerTimeline {

    private static final Duration DAY = Duration.ofDays(1);
    private static final double NIGHTS_LEFT_OUT = 0.1;
    private static final double MEAN_IRREGULAR_DAYS = 5;
    private static final double MEAN_RESTART_DAYS = 6;
    private static final double MEAN_OFF_HOURS = 8;

    private final SplittableRandom luck;
    private final PowerSchedule before;
    private final PowerSchedule after;
    private final Instant changesAt;
    private final Duration timeOfDay;
    private final int dayOfWeek;
    private final Duration usualLength;
    private PowerPeriod current;

    /**
     * A life that begins on.
     *
     * @param after the habit from {@code changesAt} on; mostly the same
     */
    OwnedLife(PowerSchedule before, PowerSchedule after, Instant changesAt, Instant begin, SplittableRandom luck) {
        this.luck = luck;
        this.before = before;
        this.after = after;
        this.changesAt = changesAt;
        this.timeOfDay = Duration.ofMinutes(luck.nextInt(17 * 60, 23 * 60));
        this.dayOfWeek = luck.nextInt(7);
        this.usualLength = before == PowerSchedule.WEEKLY
                ? Duration.ofMinutes(luck.nextInt(2 * 60, 30 * 60))
                : Duration.ofMinutes(luck.nextInt(6 * 60, 10 * 60));
        this.current = new PowerPeriod(true, begin, begin);
    }

    @Override
    public PowerPeriod next() {
        Instant from = current.until();
        if (current.isOff()) {
            current = new PowerPeriod(false, from, nextBegin(from));
        } else {
            current = new PowerPeriod(true, from, from.plus(length(habit(from))));
        }
        return current;
    }

    private PowerSchedule habit(Instant time) {
        return time.isBefore(changesAt) ? before : after;
    }

    private Instant nextBegin(Instant from) {
        Instant next = nextBegin(habit(from), from);
        boolean outlivesHabit = from.isBefore(changesAt) && !next.isBefore(changesAt) && before != after;
        return outlivesHabit ? nextBegin(after, changesAt) : next;
    }

    private Instant nextBegin(PowerSchedule powerSchedule, Instant from) {
        return switch (powerSchedule) {
            case NIGHTLY -> nextNight(from);
            case WEEKLY -> nextWeek(from);
            case IRREGULAR -> from.plus(atRandom(DAY, MEAN_IRREGULAR_DAYS));
            case RESTARTING -> from.plus(atRandom(DAY, MEAN_RESTART_DAYS));
            case NEVER -> PowerPeriod.FOREVER;
        };
    }

    private Instant nextNight(Instant from) {
        Instant day = from.plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.DAYS);
        Instant next = jittered(day.plus(timeOfDay));
        while (!next.isAfter(from) || luck.nextDouble() < NIGHTS_LEFT_OUT) {
            day = day.plus(DAY);
            next = jittered(day.plus(timeOfDay));
        }
        return next;
    }

    private Instant nextWeek(Instant from) {
        Instant day = from.plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.DAYS);
        Instant next = jittered(day.plus(timeOfDay));
        while (!next.isAfter(from) || Math.floorMod(day.getEpochSecond() / DAY.toSeconds(), 7) != dayOfWeek) {
            day = day.plus(DAY);
            next = jittered(day.plus(timeOfDay));
        }
        return next;
    }

    private Duration length(PowerSchedule powerSchedule) {
        return switch (powerSchedule) {
            case NIGHTLY, WEEKLY -> usualLength.plus(Duration.ofMinutes(luck.nextInt(-30, 30)));
            case IRREGULAR -> Duration.ofMinutes(10).plus(atRandom(Duration.ofHours(1), MEAN_OFF_HOURS));
            case RESTARTING, NEVER -> Duration.ofSeconds(luck.nextInt(15, 45));
        };
    }

    private Instant jittered(Instant time) {
        return time.plus(Duration.ofSeconds(luck.nextInt(-1_800, 1_800)));
    }

    private Duration atRandom(Duration unit, double mean) {
        return Duration.ofMillis((long) (-Math.log1p(-luck.nextDouble()) * mean * (double) unit.toMillis()));
    }
}
