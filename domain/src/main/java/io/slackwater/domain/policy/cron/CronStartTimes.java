package io.slackwater.domain.policy.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.slackwater.domain.policy.window.StartTimes;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Start times from a cron expression of five fields: minute, hour, day of month, month, day of week. Cron-utils is only asked about
 * UTC, which knows no daylight saving: that is the windows' business.
 */
public final class CronStartTimes implements StartTimes {

    private static final CronDefinition DEFINITION = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .withStrictRange()
            .and()
            .withHours()
            .withStrictRange()
            .and()
            .withDayOfMonth()
            .supportsL()
            .withStrictRange()
            .and()
            .withMonth()
            .withStrictRange()
            .and()
            .withDayOfWeek()
            .withValidRange(0, 7)
            .withMondayDoWValue(1)
            .withIntMapping(7, 0)
            .supportsHash()
            .supportsL()
            .withStrictRange()
            .and()
            .instance();

    /** A leap day comes at most eight years after the one before. */
    private static final LocalDateTime SOME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final String expression;
    private final ExecutionTime times;

    private CronStartTimes(String expression, Cron cron) {
        this.expression = expression;
        this.times = ExecutionTime.forCron(cron);
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static CronStartTimes parse(String expression) {
        CronStartTimes parsed = new CronStartTimes(
                expression, new CronParser(DEFINITION).parse(expression).validate());
        if (parsed.firstAfter(SOME_TIME).isEmpty()) {
            throw new IllegalArgumentException("it never comes");
        }
        return parsed;
    }

    @Override
    public Optional<LocalDateTime> firstAfter(LocalDateTime time) {
        return times.nextExecution(utc(time)).map(ZonedDateTime::toLocalDateTime);
    }

    @Override
    public Optional<LocalDateTime> lastUntil(LocalDateTime time) {
        // Cron-utils answers with what is strictly before, in whole seconds.
        LocalDateTime behind = time.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return times.lastExecution(utc(behind)).map(ZonedDateTime::toLocalDateTime);
    }

    private static ZonedDateTime utc(LocalDateTime time) {
        return time.atZone(ZoneOffset.UTC);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CronStartTimes that && that.expression.equals(expression);
    }

    @Override
    public int hashCode() {
        return expression.hashCode();
    }

    @Override
    public String toString() {
        return expression;
    }
}
