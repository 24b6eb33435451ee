package io.slackwater.planning.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PowerPatternTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration NIGHT = Duration.ofHours(8);

    private final OffHistory history = new OffHistory();

    @Test
    void shouldExpectTheNextNightOfAVmThatIsOffEveryNight() {
        Instant now = nights(10).plus(Duration.ofHours(3));

        PowerTimeline powerTimeline = PowerPattern.of(history, now).likely();

        PowerPeriod on = powerTimeline.next();
        PowerPeriod off = powerTimeline.next();
        assertThat(on.isOff()).isFalse();
        assertThat(off.from()).isEqualTo(BEGIN.plus(DAY.multipliedBy(11)));
        assertThat(off.until()).isEqualTo(off.from().plus(NIGHT));
        powerTimeline.next();
        assertThat(powerTimeline.next().from()).isEqualTo(BEGIN.plus(DAY.multipliedBy(12)));
    }

    @Test
    void shouldExpectTheTurnAfterOneThatWasLeftOut() {
        nights(10);
        Instant now = BEGIN.plus(DAY.multipliedBy(11)).plus(Duration.ofHours(2));

        PowerTimeline powerTimeline = PowerPattern.of(history, now).likely();
        powerTimeline.next();

        assertThat(powerTimeline.next().from()).isEqualTo(BEGIN.plus(DAY.multipliedBy(12)));
    }

    @Test
    void shouldExpectAWeeklyVmAfterThreeWeeks() {
        history.heard(false, BEGIN);
        for (int week = 1; week <= 3; week++) {
            spell(BEGIN.plus(Duration.ofDays(7L * week)), Duration.ofHours(5));
        }

        PowerPattern powerPattern = PowerPattern.of(history, BEGIN.plus(Duration.ofDays(24)));
        PowerTimeline powerTimeline = powerPattern.likely();
        powerTimeline.next();

        assertThat(powerPattern.kind()).isEqualTo(PowerPattern.Kind.BY_GAPS);
        assertThat(powerTimeline.next().from()).isEqualTo(BEGIN.plus(Duration.ofDays(28)));
    }

    @Test
    void shouldExpectAVmWithoutARhythmAsOftenAsSoFar() {
        history.heard(false, BEGIN);
        for (int day : List.of(1, 2, 9, 10, 30)) {
            spell(BEGIN.plus(Duration.ofDays(day)), Duration.ofHours(1));
        }
        Instant now = BEGIN.plus(Duration.ofDays(40));
        PowerPattern powerPattern = PowerPattern.of(history, now);
        SplittableRandom luck = new SplittableRandom(7);

        double mean = IntStream.range(0, 4_000)
                .mapToLong(draw -> Duration.between(
                                now, powerPattern.life(luck::nextDouble).next().until())
                        .toHours())
                .average()
                .orElseThrow();

        assertThat(powerPattern.kind()).isEqualTo(PowerPattern.Kind.AT_RANDOM);
        assertThat(mean / 24).isBetween(7.5, 8.5);
    }

    @Test
    void shouldExpectNothingOfAVmThatWasNeverOff() {
        history.heard(false, BEGIN);

        PowerPattern powerPattern = PowerPattern.of(history, BEGIN.plus(Duration.ofDays(40)));

        assertThat(powerPattern.kind()).isEqualTo(PowerPattern.Kind.NEVER_OFF);
        assertThat(powerPattern.likely().next().until()).isEqualTo(PowerPeriod.FOREVER);
    }

    @Test
    void shouldExpectNoStartOfAVmThatNeverStarted() {
        history.heard(true, BEGIN);

        PowerPattern powerPattern = PowerPattern.of(history, BEGIN.plus(Duration.ofDays(40)));

        assertThat(powerPattern.kind()).isEqualTo(PowerPattern.Kind.NEVER_STARTED);
        assertThat(powerPattern.likely().next()).isEqualTo(new PowerPeriod(true, BEGIN, PowerPeriod.FOREVER));
    }

    @Test
    void shouldGiveTheSameLifeForTheSameDraws() {
        Instant now = nights(20);
        PowerPattern powerPattern = PowerPattern.of(history, now);

        assertThat(some(powerPattern.life(new SplittableRandom(3)::nextDouble)))
                .isEqualTo(some(powerPattern.life(new SplittableRandom(3)::nextDouble)));
    }

    @Test
    void shouldKeepABoundedPartOfALongHistory() {
        nights(500);

        assertThat(history.ended()).hasSizeLessThan(100);
        assertThat(history.begun()).isEqualTo(500);
        assertThat(history.onUntil(BEGIN.plus(DAY.multipliedBy(501))))
                .isEqualTo(DAY.multipliedBy(501).minus(NIGHT.multipliedBy(500)));
    }

    @Test
    void shouldHearTheSameStateTwiceAsOnce() {
        history.heard(false, BEGIN);
        history.heard(true, BEGIN.plus(DAY));
        history.heard(true, BEGIN.plus(DAY).plus(NIGHT));

        assertThat(history.offSince()).contains(BEGIN.plus(DAY));
        assertThat(history.begun()).isEqualTo(1);
    }

    private static List<PowerPeriod> some(PowerTimeline powerTimeline) {
        return IntStream.range(0, 20).mapToObj(count -> powerTimeline.next()).toList();
    }

    /** Off at noon for eight hours, every day. Returns when the last of it ended. */
    private Instant nights(int count) {
        history.heard(false, BEGIN);
        for (int day = 1; day <= count; day++) {
            spell(BEGIN.plus(DAY.multipliedBy(day)), NIGHT);
        }
        return BEGIN.plus(DAY.multipliedBy(count)).plus(NIGHT);
    }

    private void spell(Instant from, Duration length) {
        history.heard(true, from);
        history.heard(false, from.plus(length));
    }
}
