package io.slackwater.planning.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RhythmTest {

    private static final Instant BEGIN = Instant.parse("2026-01-05T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration NIGHT = Duration.ofHours(8);

    private final OffHistory history = new OffHistory();

    @Test
    void shouldExpectTheNextNightOfAVmThatIsOffEveryNight() {
        Instant now = nights(10).plus(Duration.ofHours(3));

        Life life = Rhythm.of(history, now).likely();

        Stretch on = life.next();
        Stretch off = life.next();
        assertThat(on.isOff()).isFalse();
        assertThat(off.from()).isEqualTo(BEGIN.plus(DAY.multipliedBy(11)));
        assertThat(off.until()).isEqualTo(off.from().plus(NIGHT));
        life.next();
        assertThat(life.next().from()).isEqualTo(BEGIN.plus(DAY.multipliedBy(12)));
    }

    @Test
    void shouldExpectTheTurnAfterOneThatWasLeftOut() {
        nights(10);
        Instant now = BEGIN.plus(DAY.multipliedBy(11)).plus(Duration.ofHours(2));

        Life life = Rhythm.of(history, now).likely();
        life.next();

        assertThat(life.next().from()).isEqualTo(BEGIN.plus(DAY.multipliedBy(12)));
    }

    @Test
    void shouldExpectAWeeklyVmAfterThreeWeeks() {
        history.heard(false, BEGIN);
        for (int week = 1; week <= 3; week++) {
            spell(BEGIN.plus(Duration.ofDays(7L * week)), Duration.ofHours(5));
        }

        Rhythm rhythm = Rhythm.of(history, BEGIN.plus(Duration.ofDays(24)));
        Life life = rhythm.likely();
        life.next();

        assertThat(rhythm.kind()).isEqualTo(Rhythm.Kind.BY_GAPS);
        assertThat(life.next().from()).isEqualTo(BEGIN.plus(Duration.ofDays(28)));
    }

    @Test
    void shouldExpectAVmWithoutARhythmAsOftenAsSoFar() {
        history.heard(false, BEGIN);
        for (int day : List.of(1, 2, 9, 10, 30)) {
            spell(BEGIN.plus(Duration.ofDays(day)), Duration.ofHours(1));
        }
        Instant now = BEGIN.plus(Duration.ofDays(40));
        Rhythm rhythm = Rhythm.of(history, now);
        SplittableRandom luck = new SplittableRandom(7);

        double mean = IntStream.range(0, 4_000)
                .mapToLong(draw -> Duration.between(
                                now, rhythm.life(luck::nextDouble).next().until())
                        .toHours())
                .average()
                .orElseThrow();

        assertThat(rhythm.kind()).isEqualTo(Rhythm.Kind.AT_RANDOM);
        assertThat(mean / 24).isBetween(7.5, 8.5);
    }

    @Test
    void shouldExpectNothingOfAVmThatWasNeverOff() {
        history.heard(false, BEGIN);

        Rhythm rhythm = Rhythm.of(history, BEGIN.plus(Duration.ofDays(40)));

        assertThat(rhythm.kind()).isEqualTo(Rhythm.Kind.NEVER_OFF);
        assertThat(rhythm.likely().next().until()).isEqualTo(Stretch.FOREVER);
    }

    @Test
    void shouldExpectNoStartOfAVmThatNeverStarted() {
        history.heard(true, BEGIN);

        Rhythm rhythm = Rhythm.of(history, BEGIN.plus(Duration.ofDays(40)));

        assertThat(rhythm.kind()).isEqualTo(Rhythm.Kind.NEVER_STARTED);
        assertThat(rhythm.likely().next()).isEqualTo(new Stretch(true, BEGIN, Stretch.FOREVER));
    }

    @Test
    void shouldGiveTheSameLifeForTheSameDraws() {
        Instant now = nights(20);
        Rhythm rhythm = Rhythm.of(history, now);

        assertThat(some(rhythm.life(new SplittableRandom(3)::nextDouble)))
                .isEqualTo(some(rhythm.life(new SplittableRandom(3)::nextDouble)));
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

    private static List<Stretch> some(Life life) {
        return IntStream.range(0, 20).mapToObj(count -> life.next()).toList();
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
