package io.slackwater.domain.policy.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.slackwater.domain.policy.cron.CronStartTimes;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class WindowTest {

    private static final Duration NINETY_MINUTES = Duration.ofMinutes(90);

    /** The years: one in which Brazil still had daylight saving, whose gap is at midnight, and one in which it has none. */
    static Stream<Arguments> zonesAndYears() {
        return Stream.of("Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe")
                .flatMap(zone -> Stream.of(2018, 2026).map(year -> arguments(ZoneId.of(zone), Year.of(year))));
    }

    @ParameterizedTest
    @MethodSource("zonesAndYears")
    void shouldStartOnEachDayOfAYearWhenTheClocksFirstShowTheTimeOrALaterOne(ZoneId zone, Year year) {
        for (LocalTime time : List.of(
                LocalTime.of(0, 0),
                LocalTime.of(0, 30),
                LocalTime.of(1, 45),
                LocalTime.of(2, 0),
                LocalTime.of(2, 15),
                LocalTime.of(2, 30),
                LocalTime.of(3, 0),
                LocalTime.of(12, 0),
                LocalTime.of(23, 30))) {
            Window window = daily(time, zone);
            for (int day = 1; day <= year.length(); day++) {
                LocalDateTime wanted = year.atDay(day).atTime(time);
                shouldBeOpenFrom(firstShowing(wanted, zone), window);
            }
        }
    }

    private static void shouldBeOpenFrom(Instant start, Window window) {
        Occurrence expected = new Occurrence(start, start.plus(NINETY_MINUTES));
        assertThat(window.firstAfter(start.minusMillis(1))).contains(expected);
        assertThat(window.firstAfter(start))
                .hasValueSatisfying(next -> assertThat(next.start()).isAfter(start.plus(Duration.ofHours(22))));
        assertThat(window.current(start.minusMillis(1))).isEmpty();
        assertThat(window.current(start)).contains(expected);
        assertThat(window.current(expected.end().minusMillis(1))).contains(expected);
        assertThat(window.current(expected.end())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("zonesAndYears")
    void shouldComeOnceOnEachDayOfAYear(ZoneId zone, Year year) {
        Window window = daily(LocalTime.of(2, 15), zone);
        Instant end = year.plusYears(1).atDay(1).atTime(0, 0).atZone(zone).toInstant();

        List<LocalDate> days = new ArrayList<>();
        Occurrence next = window.firstAfter(
                        year.atDay(1).atTime(0, 0).atZone(zone).toInstant())
                .orElseThrow();
        while (next.start().isBefore(end)) {
            days.add(LocalDate.ofInstant(next.start(), zone));
            next = window.firstAfter(next.start()).orElseThrow();
        }

        assertThat(days)
                .containsExactlyElementsOf(
                        year.atDay(1).datesUntil(year.plusYears(1).atDay(1)).toList());
    }

    @ParameterizedTest
    @CsvSource({
        // The gap: from 02:00 to 03:00 in Berlin, from 00:00 to 01:00 in São Paulo, from 02:00 to 02:30 on Lord Howe
        // Island
        "Europe/Berlin,       2026-03-29T01:59, 2026-03-29T00:59:00Z",
        "Europe/Berlin,       2026-03-29T02:00, 2026-03-29T01:00:00Z",
        "Europe/Berlin,       2026-03-29T02:30, 2026-03-29T01:00:00Z",
        "Europe/Berlin,       2026-03-29T03:00, 2026-03-29T01:00:00Z",
        "America/Sao_Paulo,   2018-11-04T00:00, 2018-11-04T03:00:00Z",
        "America/Sao_Paulo,   2018-11-04T00:59, 2018-11-04T03:00:00Z",
        "Australia/Lord_Howe, 2026-10-04T02:15, 2026-10-03T15:30:00Z",
        // The hour, or half of it, that comes twice
        "Europe/Berlin,       2026-10-25T02:00, 2026-10-25T00:00:00Z",
        "Europe/Berlin,       2026-10-25T02:30, 2026-10-25T00:30:00Z",
        "Europe/Berlin,       2026-10-25T03:00, 2026-10-25T02:00:00Z",
        "America/Sao_Paulo,   2018-02-17T23:30, 2018-02-18T01:30:00Z",
        "America/Sao_Paulo,   2018-02-18T00:00, 2018-02-18T03:00:00Z",
        "Australia/Lord_Howe, 2026-04-05T01:45, 2026-04-04T14:45:00Z",
        "Australia/Lord_Howe, 2026-04-05T02:00, 2026-04-04T15:30:00Z",
    })
    void shouldStartAsDocumentedWhenTheClocksAreChanged(ZoneId zone, LocalDateTime time, Instant start) {
        Window window = daily(time.toLocalTime(), zone);

        assertThat(window.firstAfter(start.minusMillis(1)))
                .map(Occurrence::start)
                .contains(start);
        assertThat(window.current(start)).map(Occurrence::start).contains(start);
    }

    @ParameterizedTest
    @CsvSource({
        // 22:00 to 06:00 by the clocks would be seven and nine hours
        "2026-03-28T21:00:00Z, 2026-03-29T05:00:00Z",
        "2026-10-24T20:00:00Z, 2026-10-25T04:00:00Z",
    })
    void shouldBeOpenForTheTimeThatElapsesWhateverTheClocksShow(Instant start, Instant end) {
        Window window = new Window(CronStartTimes.parse("0 22 * * *"), Duration.ofHours(8), ZoneId.of("Europe/Berlin"));

        assertThat(window.current(start)).contains(new Occurrence(start, end));
    }

    @ParameterizedTest
    @CsvSource({
        // In the hour that is skipped two starts fall together, and in the hour that comes twice none comes again.
        "2026-03-29T00:30:00Z, 2026-03-29T01:00:00Z", "2026-03-29T01:00:00Z, 2026-03-29T01:30:00Z",
        "2026-10-25T00:30:00Z, 2026-10-25T02:00:00Z", "2026-10-25T01:10:00Z, 2026-10-25T02:00:00Z",
    })
    void shouldNotStartTwiceWhenItStartsOften(Instant time, Instant next) {
        Window window =
                new Window(CronStartTimes.parse("*/30 * * * *"), Duration.ofMinutes(10), ZoneId.of("Europe/Berlin"));

        assertThat(window.firstAfter(time)).map(Occurrence::start).contains(next);
    }

    private static Window daily(LocalTime time, ZoneId zone) {
        String expression = "%d %d * * *".formatted(time.getMinute(), time.getHour());
        return new Window(CronStartTimes.parse(expression), NINETY_MINUTES, zone);
    }

    /** Looks at the clocks minute by minute. */
    private static Instant firstShowing(LocalDateTime wanted, ZoneId zone) {
        Instant time = wanted.atZone(zone).toInstant().minus(Duration.ofHours(3));
        while (LocalDateTime.ofInstant(time, zone).isBefore(wanted)) {
            time = time.plusSeconds(60);
        }
        return time;
    }
}
