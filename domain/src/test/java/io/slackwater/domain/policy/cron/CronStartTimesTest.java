package io.slackwater.domain.policy.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronStartTimesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # expression        | time                    | first after      | last until
            30 2 * * *          | 2026-03-29T02:29:59.999 | 2026-03-29T02:30 | 2026-03-28T02:30
            30 2 * * *          | 2026-03-29T02:30        | 2026-03-30T02:30 | 2026-03-29T02:30
            30 2 * * *          | 2026-03-29T02:30:00.001 | 2026-03-30T02:30 | 2026-03-29T02:30
            0 2 * * SUN         | 2026-03-04T12:00        | 2026-03-08T02:00 | 2026-03-01T02:00
            0 2 * * 0           | 2026-03-04T12:00        | 2026-03-08T02:00 | 2026-03-01T02:00
            0 2 * * 7           | 2026-03-04T12:00        | 2026-03-08T02:00 | 2026-03-01T02:00
            0 2 * * 1           | 2026-03-04T12:00        | 2026-03-09T02:00 | 2026-03-02T02:00
            0 22 * * MON-FRI    | 2026-03-06T23:00        | 2026-03-09T22:00 | 2026-03-06T22:00
            */15 * * * *        | 2026-03-04T12:10        | 2026-03-04T12:15 | 2026-03-04T12:00
            0 2,14 * * *        | 2026-03-04T12:10        | 2026-03-04T14:00 | 2026-03-04T02:00
            0 2 1 * *           | 2026-03-04T12:10        | 2026-04-01T02:00 | 2026-03-01T02:00
            0 2 L * *           | 2026-02-04T12:10        | 2026-02-28T02:00 | 2026-01-31T02:00
            0 2 * * TUE#2       | 2026-03-04T12:10        | 2026-03-10T02:00 | 2026-02-10T02:00
            0 2 * * SUNL        | 2026-03-04T12:10        | 2026-03-29T02:00 | 2026-02-22T02:00
            0 2 29 2 *          | 2026-03-04T12:10        | 2028-02-29T02:00 | 2024-02-29T02:00
            0 0 1 JAN *         | 2026-12-31T23:59        | 2027-01-01T00:00 | 2026-01-01T00:00
            # either the first day of the month or a Sunday, as cron does
            0 2 1 * SUN         | 2026-04-01T03:00        | 2026-04-05T02:00 | 2026-04-01T02:00
            """)
    void shouldFindTheStartsAroundATime(
            String expression, LocalDateTime time, LocalDateTime after, LocalDateTime until) {
        CronStartTimes times = CronStartTimes.parse(expression);

        assertThat(times.firstAfter(time)).contains(after);
        assertThat(times.lastUntil(time)).contains(until);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hourly",
                "* * * *",
                "0 2 * * * *",
                "60 2 * * *",
                "0 24 * * *",
                "0 2 0 * *",
                "0 2 * 13 *",
                "0 2 * * 8",
                "0 2 * * SUNDAY",
                "0 2 30 2 *",
                "0 2 31 4 *",
                "-1 2 * * *",
                "0 2 * * MON-"
            })
    void shouldRefuseWhatIsNoExpressionOrNeverComes(String expression) {
        assertThatThrownBy(() -> CronStartTimes.parse(expression)).isInstanceOf(IllegalArgumentException.class);
    }
}
