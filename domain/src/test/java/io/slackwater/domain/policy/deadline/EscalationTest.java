package io.slackwater.domain.policy.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.schedule.Deadline;
import io.slackwater.domain.policy.schedule.Deadlines;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.portion.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscalationTest {

    /** A Sunday. */
    private static final Instant REQUIRED = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            # severity, now,                  mode,           overdue since,        look again
            HIGH,     2026-03-01T12:00:00Z, SHUT_OFF,       -,                    2026-03-15T12:00:00Z
            HIGH,     2026-03-15T11:59:59Z, SHUT_OFF,       -,                    2026-03-15T12:00:00Z
            HIGH,     2026-03-15T12:00:00Z, WINDOW_RESTART, 2026-03-15T12:00:00Z, -
            UNKNOWN,  2026-03-15T12:00:00Z, WINDOW_RESTART, 2026-03-15T12:00:00Z, -
            CRITICAL, 2026-03-03T11:59:59Z, SHUT_OFF,       -,                    2026-03-03T12:00:00Z
            CRITICAL, 2026-03-03T12:00:00Z, RESTART_NOW,    2026-03-03T12:00:00Z, -
            """)
    void shouldGoFurtherAfterTheDeadlineOfTheSeverity(
            Severity severity, Instant now, UpdateMode mode, Instant overdueSince, Instant lookAgain) {
        Deadlines deadlines = new Deadlines(
                Optional.of(new Deadline(Duration.ofDays(14), UpdateMode.WINDOW_RESTART)),
                Optional.of(new Deadline(Duration.ofDays(2), UpdateMode.RESTART_NOW)));

        EffectiveMode found = Escalation.at(Policies.policy(UpdateMode.SHUT_OFF, deadlines), severity, REQUIRED, now);

        assertThat(found)
                .isEqualTo(new EffectiveMode(mode, Optional.ofNullable(overdueSince), Optional.ofNullable(lookAgain)));
    }

    @Test
    void shouldHaveTheUsualDeadlineForACriticalChangeWhereThePolicySaysNoOther() {
        Deadlines deadlines =
                new Deadlines(Optional.of(new Deadline(Duration.ofDays(14), UpdateMode.RESTART_NOW)), Optional.empty());

        EffectiveMode found = Escalation.at(
                Policies.policy(UpdateMode.SHUT_OFF, deadlines),
                Severity.CRITICAL,
                REQUIRED,
                REQUIRED.plus(Duration.ofDays(14)));

        assertThat(found.mode()).isEqualTo(UpdateMode.RESTART_NOW);
    }

    @Test
    void shouldNotGoLessFarAfterADeadlineThanBefore() {
        Deadlines deadlines =
                new Deadlines(Optional.of(new Deadline(Duration.ofDays(1), UpdateMode.NEXT_START)), Optional.empty());
        Policy policy = Policies.policy(UpdateMode.WINDOW_RESTART, deadlines);

        EffectiveMode found = Escalation.at(policy, Severity.LOW, REQUIRED, REQUIRED.plus(Duration.ofDays(2)));

        assertThat(found.mode()).isEqualTo(UpdateMode.WINDOW_RESTART);
    }

    @Test
    void shouldWaitForEverWithoutADeadline() {
        Policy policy = Policies.policy(UpdateMode.NEXT_START, Deadlines.NONE);

        EffectiveMode found = Escalation.at(policy, Severity.CRITICAL, REQUIRED, REQUIRED.plus(Duration.ofDays(1000)));

        assertThat(found).isEqualTo(new EffectiveMode(UpdateMode.NEXT_START, Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            # required,            now,                  overdue since,        look again
            # Every night from 02:00 to 02:30: the first that it could have had
            2026-03-01T12:00:00Z, 2026-03-02T02:29:59Z, -,                    2026-03-02T02:30:00Z
            2026-03-01T12:00:00Z, 2026-03-02T02:30:00Z, 2026-03-02T02:30:00Z, -
            2026-03-01T12:00:00Z, 2026-03-09T12:00:00Z, 2026-03-02T02:30:00Z, -
            # Required in a window that has time enough left, or too little
            2026-03-01T02:20:00Z, 2026-03-01T02:30:00Z, 2026-03-01T02:30:00Z, -
            2026-03-01T02:20:01Z, 2026-03-01T02:30:00Z, -,                    2026-03-02T02:30:00Z
            """)
    void shouldBeOverdueAfterTheFirstWindowThatItMissed(
            Instant requiredAt, Instant now, Instant overdueSince, Instant lookAgain) {
        Policy policy = Policies.policy(
                UpdateMode.WINDOW_RESTART, Deadlines.NONE, Policies.window("0 2 * * *", "PT30M", "UTC"));

        EffectiveMode found = Escalation.at(policy, Severity.LOW, requiredAt, now);

        assertThat(found.overdueSince()).isEqualTo(Optional.ofNullable(overdueSince));
        assertThat(found.nextChange()).isEqualTo(Optional.ofNullable(lookAgain));
    }
}
