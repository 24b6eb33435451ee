package io.slackwater.worker.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.update.Command.ExpectedGuestReport;
import io.slackwater.domain.update.Command.VerificationCriteria;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.hypervisor.RunState;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartVerifierTest {

    /** Of the columns: "-" stands for nothing, an empty verdict for "look again". */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "no agent and not up for long enough,        6.2, RUNNING, BOOTED,   -,      false, -,   29, ",
        "no agent and up for long enough,            6.2, RUNNING, BOOTED,   -,      false, -,   30, DONE",
        "the expected kernel but not up long enough, 6.2, RUNNING, BOOTED,   -,      true,  6.2, 29, ",
        "the expected kernel and up long enough,     6.2, RUNNING, BOOTED,   -,      true,  6.2, 30, DONE",
        "another kernel,                             6.2, RUNNING, BOOTED,   -,      true,  6.1, 5,  FAILED",
        "an agent that may still answer,             6.2, RUNNING, BOOTED,   -,      true,  -,   59, ",
        "an agent that did not answer,               6.2, RUNNING, BOOTED,   -,      true,  -,   60, FAILED",
        "nothing expected and a silent agent,        -,   RUNNING, BOOTED,   -,      true,  -,   59, ",
        "nothing expected of an agent in time,       -,   RUNNING, BOOTED,   -,      true,  -,   60, DONE",
        "nothing expected and a report,              -,   RUNNING, BOOTED,   -,      true,  6.2, 30, DONE",
        "the old volumes still run,                  6.2, RUNNING, BOOTED,   kernel, true,  -,   1,  INCONCLUSIVE",
        "stopped by itself or its owner,             6.2, SHUTOFF, SHUTDOWN, -,      false, -,   3,  STOPPED",
        "off after the host lost its power,          6.2, SHUTOFF, UNKNOWN,  -,      false, -,   3,  INCONCLUSIVE",
        "saved by its owner,                         6.2, SHUTOFF, SAVED,    -,      false, -,   3,  INCONCLUSIVE",
        "migrated away,                              6.2, SHUTOFF, MIGRATED, -,      false, -,   3,  INCONCLUSIVE",
        "destroyed by its owner,                     6.2, SHUTOFF, DESTROYED, -,     false, -,   3,  INCONCLUSIVE",
        "crashed,                                    6.2, SHUTOFF, CRASHED,  -,      false, -,   3,  FAILED",
        "could not start,                            6.2, SHUTOFF, FAILED,   -,      false, -,   3,  FAILED",
        "panicked and kept,                          6.2, CRASHED, PANICKED, -,      true,  -,   3,  FAILED",
        "paused,                                     6.2, PAUSED,  USER,     -,      true,  -,   89, ",
        "paused for too long,                        6.2, PAUSED,  USER,     -,      true,  -,   90, INCONCLUSIVE"
    })
    void shouldJudgeAStartByWhatWasSeen(
            String what,
            String expected,
            RunState state,
            String reason,
            String foreign,
            boolean channel,
            String reported,
            int seconds,
            CommandOutcomeStatus verdict) {
        DomainObservation observation = new DomainObservation(
                state != RunState.SHUTOFF, state, reason, optional(foreign), channel, word(reported));
        VerificationCriteria by =
                new VerificationCriteria(Duration.ofSeconds(30), Duration.ofSeconds(60), report(expected));

        Optional<CommandResult> result = StartVerifier.on(observation, by, Duration.ofSeconds(seconds));

        assertThat(result.map(CommandResult::status)).as(what).isEqualTo(Optional.ofNullable(verdict));
    }

    @Test
    void shouldReportWhatTheGuestSaid() {
        DomainObservation observation =
                new DomainObservation(true, RunState.RUNNING, "BOOTED", Optional.empty(), true, word("6.2"));

        assertThat(StartVerifier.on(
                                observation,
                                new VerificationCriteria(Duration.ZERO, Duration.ZERO, ExpectedGuestReport.NOTHING),
                                Duration.ZERO)
                        .flatMap(CommandResult::kernelRelease))
                .contains("6.2");
    }

    private static Optional<String> optional(String cell) {
        return cell.equals("-") ? Optional.empty() : Optional.of(cell);
    }

    @ParameterizedTest
    @CsvSource({"12, DONE", "13, FAILED"})
    void shouldCompareWhatTheGuestSaysOfItsSystem(String version, CommandOutcomeStatus verdict) {
        DomainObservation observation =
                new DomainObservation(true, RunState.RUNNING, "BOOTED", Optional.empty(), true, word("6.2"));
        ExpectedGuestReport expected =
                new ExpectedGuestReport(Optional.empty(), Map.of("VERSION_ID", version), Optional.empty());

        Optional<CommandResult> result = StartVerifier.on(
                observation, new VerificationCriteria(Duration.ZERO, Duration.ZERO, expected), Duration.ZERO);

        assertThat(result.orElseThrow().status()).isEqualTo(verdict);
    }

    private static ExpectedGuestReport report(String release) {
        return new ExpectedGuestReport(optional(release), Map.of(), Optional.empty());
    }

    private static Optional<GuestInfo> word(String release) {
        return optional(release).map(said -> new GuestInfo(said, Map.of("VERSION_ID", "12")));
    }
}
