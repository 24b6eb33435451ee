package io.slackwater.planning.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a VM's history says of when it will be off. The time from one beginning of an off period to the next is a gap.
 *
 * <ul>
 *   <li>With enough gaps that vary less than by chance, or few that are alike, the next gap is one of those that there were, of those
 *       that are longer than what has passed since the last beginning.
 *   <li>Where none is longer, a VM whose gaps are alike has left out a turn, and comes at the next. Any other comes at random, after its
 *       mean gap on average.
 *   <li>Otherwise it comes at random, as often as so far for the time that it was on.
 *   <li>One that was never off never will be.
 * </ul>
 *
 * How long it is off is drawn in the same way from how long it was off so far. One that is off and was never seen to start stays off.
 */
public final class PowerPattern {

    private static final int ENOUGH = 5;
    private static final int FEW = 2;
    private static final double MEDIAN = 0.5;

    private final Instant now;
    private final Optional<Instant> offSince;
    private final Optional<Instant> lastBegun;
    private final Lengths gaps;
    private final Lengths lengths;
    private final int begun;
    private final Duration on;

    private PowerPattern(OffHistory history, Instant now) {
        this.now = now;
        this.offSince = history.offSince();
        List<Instant> beginnings = beginnings(history);
        this.lastBegun = beginnings.isEmpty() ? Optional.empty() : Optional.of(beginnings.get(beginnings.size() - 1));
        this.gaps = Lengths.of(IntStream.range(1, beginnings.size())
                .mapToLong(at -> Duration.between(beginnings.get(at - 1), beginnings.get(at))
                        .toMillis()));
        this.lengths = Lengths.of(history.ended().stream()
                .mapToLong(offPeriod -> offPeriod.length().toMillis()));
        this.begun = history.begun();
        this.on = history.onUntil(now);
    }

    /**
     * Reads a history.
     *
     * @param now until when it goes; not before its last state
     */
    public static PowerPattern of(OffHistory history, Instant now) {
        return new PowerPattern(history, now);
    }

    /**
     * Returns one course that its life may take from now on. The first period is the one that it is in.
     *
     * @param luck draws from 0 to 1; the same draws give the same life
     */
    public PowerTimeline life(DoubleSupplier luck) {
        return new Course(luck);
    }

    /** Returns the life in which every length is the median of those that may come. */
    public PowerTimeline likely() {
        return new Course(() -> MEDIAN);
    }

    /** What a life is expected to be like. */
    public enum Kind {
        /** By the gaps that there were. */
        BY_GAPS,
        /** At random, for there were few gaps, or they varied as by chance. */
        AT_RANDOM,
        /** Never off. */
        NEVER_OFF,
        /** Off, and never seen to start. */
        NEVER_STARTED
    }

    /** Returns what it is expected to be like. */
    public Kind kind() {
        if (offSince.isPresent() && lengths.isEmpty()) {
            return Kind.NEVER_STARTED;
        }
        if (begun == 0) {
            return Kind.NEVER_OFF;
        }
        return hasRhythm() ? Kind.BY_GAPS : Kind.AT_RANDOM;
    }

    private boolean hasRhythm() {
        return (gaps.count() >= ENOUGH && !gaps.varyAsByChance()) || (gaps.count() >= FEW && gaps.areAlike());
    }

    private Instant nextBegin(Instant last, Instant from, DoubleSupplier luck) {
        if (begun == 0) {
            return PowerPeriod.FOREVER;
        }
        if (!hasRhythm()) {
            return from.plusMillis(atRandom((double) on.toMillis() / begun, luck));
        }
        long passed = Duration.between(last, from).toMillis();
        Lengths longer = gaps.longerThan(passed);
        if (!longer.isEmpty()) {
            return last.plusMillis(longer.drawn(luck.getAsDouble()));
        }
        long turn = gaps.median();
        return gaps.areAlike()
                ? last.plusMillis((passed / turn + 1) * turn)
                : from.plusMillis(atRandom(gaps.mean(), luck));
    }

    private Instant end(Instant begin, Instant from, DoubleSupplier luck) {
        if (lengths.isEmpty()) {
            return PowerPeriod.FOREVER;
        }
        Lengths longer = lengths.longerThan(Duration.between(begin, from).toMillis());
        if (!longer.isEmpty()) {
            return begin.plusMillis(longer.drawn(luck.getAsDouble()));
        }
        return from.plusMillis(lengths.varyAsByChance() ? atRandom(lengths.mean(), luck) : lengths.median());
    }

    private static long atRandom(double mean, DoubleSupplier luck) {
        return Math.max(1, Math.round(-Math.log1p(-luck.getAsDouble()) * mean));
    }

    /** What it was off before anybody looked has a beginning that nobody saw. */
    private static List<Instant> beginnings(OffHistory history) {
        Stream<Instant> all = Stream.concat(history.ended().stream().map(OffPeriod::from), history.offSince().stream());
        return all.filter(begin -> !history.heardFrom().filter(begin::equals).isPresent())
                .toList();
    }

    /** One course of a life. */
    private final class Course implements PowerTimeline {

        private final DoubleSupplier luck;
        private Optional<PowerPeriod> current = Optional.empty();
        private Instant last;

        Course(DoubleSupplier luck) {
            this.luck = luck;
            this.last = lastBegun.orElse(now);
        }

        @Override
        public PowerPeriod next() {
            PowerPeriod next = current.map(this::after).orElseGet(this::first);
            if (next.isOff()) {
                last = next.from();
            }
            current = Optional.of(next);
            return next;
        }

        private PowerPeriod first() {
            return offSince.map(since -> new PowerPeriod(true, since, end(since, now, luck)))
                    .orElseGet(() -> new PowerPeriod(false, now, nextBegin(last, now, luck)));
        }

        private PowerPeriod after(PowerPeriod before) {
            Instant from = before.until();
            return before.isOff()
                    ? new PowerPeriod(false, from, nextBegin(last, from, luck))
                    : new PowerPeriod(true, from, end(from, from, luck));
        }
    }
}
