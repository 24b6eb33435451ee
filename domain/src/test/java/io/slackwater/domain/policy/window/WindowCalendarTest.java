package io.slackwater.domain.policy.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.policy.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowCalendarTest {

    /** Every night from 02:00 to 04:00, and on Sundays (such as 1 March 2026) from 01:00 to 06:00. */
    private static final WindowCalendar CALENDAR = new WindowCalendar(
            List.of(Policies.window("0 2 * * *", "PT2H", "UTC"), Policies.window("0 1 * * SUN", "PT5H", "UTC")));

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T01:59:59Z, Closed, , 2026-03-02T02:00:00Z",
        "2026-03-02T02:00:00Z, Open, 2026-03-02T02:00:00Z, 2026-03-03T02:00:00Z",
        "2026-03-02T03:30:00Z, Open, 2026-03-02T02:00:00Z, 2026-03-03T02:00:00Z",
        "2026-03-02T03:30:01Z, TooShort, 2026-03-02T02:00:00Z, 2026-03-03T02:00:00Z",
        "2026-03-02T04:00:00Z, Closed, , 2026-03-03T02:00:00Z",
        // Both are open: the one that ends last counts.
        "2026-03-01T03:50:00Z, Open, 2026-03-01T01:00:00Z, 2026-03-02T02:00:00Z",
        "2026-03-07T23:00:00Z, Closed, , 2026-03-08T01:00:00Z",
    })
    void shouldSayWhatIsOpenAndForHowLong(Instant now, String expected, Instant current, Instant next) {
        WindowState windowState = CALENDAR.at(now, HALF_AN_HOUR, occurrence -> false);

        assertThat(windowState.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(startOf(windowState)).isEqualTo(current);
        assertThat(windowState.next()).map(Occurrence::start).contains(next);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T03:00:00Z, 2026-03-02T02:00:00Z, Used, 2026-03-02T02:00:00Z",
        "2026-03-03T03:00:00Z, 2026-03-02T02:00:00Z, Open, 2026-03-03T02:00:00Z",
        // The other that is open was not used yet, and is the one to go by, also where it is too short.
        "2026-03-01T03:00:00Z, 2026-03-01T01:00:00Z, Open, 2026-03-01T02:00:00Z",
        "2026-03-01T03:50:00Z, 2026-03-01T01:00:00Z, TooShort, 2026-03-01T02:00:00Z",
        "2026-03-01T05:00:00Z, 2026-03-01T01:00:00Z, Used, 2026-03-01T01:00:00Z",
    })
    void shouldNotOfferAWindowAgain(Instant now, Instant used, String expected, Instant current) {
        WindowState windowState =
                CALENDAR.at(now, HALF_AN_HOUR, occurrence -> Set.of(used).contains(occurrence.start()));

        assertThat(windowState.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(startOf(windowState)).isEqualTo(current);
    }

    @Test
    void shouldBeClosedForEverWithoutWindows() {
        WindowState windowState = new WindowCalendar(List.of()).at(Instant.EPOCH, HALF_AN_HOUR, occurrence -> false);

        assertThat(windowState).isEqualTo(new WindowState.Closed(Optional.empty()));
    }

    private static Instant startOf(WindowState windowState) {
        if (windowState instanceof WindowState.Open open) {
            return open.occurrence().start();
        }
        if (windowState instanceof WindowState.TooShort tooShort) {
            return tooShort.occurrence().start();
        }
        return windowState instanceof WindowState.Used used ? used.occurrence().start() : null;
    }
}
