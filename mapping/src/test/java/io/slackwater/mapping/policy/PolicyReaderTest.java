package io.slackwater.mapping.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyProblem;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.PortionPattern;
import io.slackwater.domain.policy.Selector;
import io.slackwater.domain.policy.execution.ExecutionRules;
import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.GuestReportRules;
import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.policy.execution.VerificationRules;
import io.slackwater.domain.policy.rollout.Amount;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.OnWithdrawal;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.rollout.WaveRules;
import io.slackwater.domain.policy.schedule.Deadline;
import io.slackwater.domain.policy.schedule.Deadlines;
import io.slackwater.domain.policy.schedule.ModifiableRules;
import io.slackwater.domain.policy.schedule.ScheduleRules;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.portion.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyReaderTest {

    private static final Policy BUILT_IN = Policies.policy(PolicyVersion.BUILT_IN_NAME, Selector.EVERYTHING);
    private static final PolicyVersion ID = new PolicyVersion("web", 3);
    private static final String WHOLE =
            """
            {
              "selector": {
                "vmLabels": {"app": "web", "tier": ["front", "back"]},
                "hostLabels": {"site": "north"},
                "portion": "debian-12/*",
                "minimumSeverity": "medium"
              },
              "modifiable": {
                "preset": "next-start", "settleTime": "2m", "insideWindow": true, "agentRequired": true, "applyWithin": "10m"
              },
              "windows": [{"start": "0 2 * * SUN", "duration": "PT2H", "zone": "Europe/Berlin"}],
              "deadline": {
                "after": "14d", "escalatesTo": "window-restart",
                "critical": {"after": "2d", "escalatesTo": "restart-now"}
              },
              "restart": {"agentWait": "30s", "acpiWait": "90s", "forceAllowed": true},
              "verification": {
                "staysUp": "1m", "agentWithin": "3m", "kernelRelease": false, "osRelease": {"VERSION_ID": "12"},
                "command": {"run": ["/usr/bin/systemctl", "is-active", "app"], "within": "20s"}
              },
              "rollout": {
                "canary": 2, "waves": ["10%", "37.5%"], "soak": "1h",
                "budgets": {"fleet": 50, "perHost": 2, "perLabelValue": {"app": 1}, "awaitingStart": 500},
                "failureThreshold": "2%", "approvalRequired": true, "onWithdrawal": "return"
              }
            }
            """;

    private final PolicyReader reader = new PolicyReader(BUILT_IN);

    @Test
    void shouldReadEveryField() {
        ParseResult parseResult = reader.read(ID, WHOLE);

        assertThat(parseResult)
                .isEqualTo(new ParseResult.Valid(new Policy(ID, selector(), conditions(), conduct(), rollout())));
    }

    private static Selector selector() {
        return new Selector(
                Map.of("app", Set.of("web"), "tier", Set.of("front", "back")),
                Map.of("site", Set.of("north")),
                Optional.of(new PortionPattern("debian-12/*")),
                Severity.MEDIUM);
    }

    private static ScheduleRules conditions() {
        return new ScheduleRules(
                new ModifiableRules(UpdateMode.NEXT_START, Duration.ofMinutes(2), true, true, Duration.ofMinutes(10)),
                List.of(Policies.window("0 2 * * SUN", "PT2H", "Europe/Berlin")),
                new Deadlines(
                        Optional.of(new Deadline(Duration.ofDays(14), UpdateMode.WINDOW_RESTART)),
                        Optional.of(new Deadline(Duration.ofDays(2), UpdateMode.RESTART_NOW))));
    }

    private static ExecutionRules conduct() {
        return new ExecutionRules(
                new RestartRules(Duration.ofSeconds(30), Duration.ofSeconds(90), true),
                new VerificationRules(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(3),
                        new GuestReportRules(false, Map.of("VERSION_ID", "12")),
                        Optional.of(new GuestCommand(
                                List.of("/usr/bin/systemctl", "is-active", "app"), Duration.ofSeconds(20)))));
    }

    private static RolloutRules rollout() {
        return new RolloutRules(
                new WaveRules(
                        Optional.of(new Amount.Count(2)),
                        List.of(Amount.Share.percent(10), new Amount.Share(3750), Amount.Share.ALL),
                        Duration.ofHours(1)),
                new Budgets(50, 2, Map.of("app", 1), 500),
                Amount.Share.percent(2),
                true,
                OnWithdrawal.RETURN);
    }

    @Test
    void shouldSayWhereADocumentStopsBeingJson() {
        assertThat(problems("{\n  \"rollout\": {")).singleElement().satisfies(problem -> assertThat(problem.detail())
                .startsWith("is no JSON: Unexpected end-of-input")
                .endsWith("(start marker at line: 2, column: 14) (line 2, column 15)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"selector\": null, \"windows\": [], \"rollout\": {}}"})
    void shouldTakeWhatIsLeftOutFromTheBuiltInPolicy(String document) {
        Policy policy = read(document);

        assertThat(policy.selector()).isEqualTo(Selector.EVERYTHING);
        assertThat(policy.schedule().modifiable().settleTime())
                .isEqualTo(BUILT_IN.schedule().modifiable().settleTime());
        assertThat(policy.execution()).isEqualTo(BUILT_IN.execution());
        assertThat(policy.rollout()).isEqualTo(BUILT_IN.rollout());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"waves\": [\"10%\"]", "\"canary\": 1"})
    void shouldPauseARolloutInStepsAtItsFirstFailureWhereNothingElseIsSaid(String pace) {
        Policy policy = read("{\"rollout\": {" + pace + "}}");

        assertThat(policy.rollout().failureThreshold()).isEqualTo(new Amount.Count(1));
    }

    @ParameterizedTest
    @CsvSource({"60s, PT1M", "15m, PT15M", "2h, PT2H", "14d, P14D", "0s, PT0S", "PT1H30M, PT1H30M", "P1DT12H, PT36H"})
    void shouldReadDurationsInBothForms(String written, Duration expected) {
        Policy policy = read("{\"modifiable\": {\"settleTime\": \"" + written + "\"}}");

        assertThat(policy.schedule().modifiable().settleTime()).isEqualTo(expected);
    }

    @Test
    void shouldTakeAWindowInWhichAnUpdateJustFits() {
        Policy policy = read("{\"windows\": [{\"start\": \"0 2 * * *\", \"duration\": \"5m\", \"zone\": \"UTC\"}]}");

        assertThat(policy.schedule().windows()).containsExactly(Policies.window("0 2 * * *", "PT5M", "UTC"));
        assertThat(policy.schedule().modifiable().insideWindow()).isTrue();
    }

    private Policy read(String document) {
        ParseResult parseResult = reader.read(ID, document);
        assertThat(parseResult).isInstanceOf(ParseResult.Valid.class);
        return ((ParseResult.Valid) parseResult).policy();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            # document                                                          | field                         | detail
            {"selektor": {}}                                                    | selektor                      | is not known
            {"selector": []}                                                    | selector                      | is no object
            {"selector": {"labels": {}}}                                        | selector.labels               | is not known
            {"selector": {"vmLabels": {"app": []}}}                             | selector.vmLabels.app         | names no value
            {"selector": {"hostLabels": {"site": 3}}}                           | selector.hostLabels.site      | names no value
            {"selector": {"minimumSeverity": "urgent"}}                         | selector.minimumSeverity      | "urgent" is not known
            {"modifiable": {"preset": "restart-now"}}                           | modifiable.preset             | "restart-now" is not known
            {"modifiable": {"preset": "window-restart"}}                        | windows                       | is missing, but the policy restarts inside windows
            {"modifiable": {"insideWindow": true}}                              | modifiable.insideWindow       | is true, but there is no window
            {"modifiable": {"insideWindow": "yes"}}                             | modifiable.insideWindow       | is neither true nor false
            {"modifiable": {"settleTime": "1 minute"}}                          | modifiable.settleTime         | "1 minute" is no duration
            {"modifiable": {"settleTime": "-PT1S"}}                             | modifiable.settleTime         | "-PT1S" is no duration
            {"modifiable": {"settleTime": "4000d"}}                             | modifiable.settleTime         | "4000d" is no duration
            {"modifiable": {"settleTime": 60}}                                  | modifiable.settleTime         | is no text
            {"windows": {}}                                                     | windows                       | is no list
            {"windows": ["night"]}                                              | windows[0]                    | is no object
            {"windows": [{"duration": "2h", "zone": "UTC"}]}                    | windows[0].start              | is missing
            {"windows": [{"start": "0 2 * * *", "duration": "2h"}]}             | windows[0].zone               | is missing
            {"windows": [{"start": "2 am", "duration": "2h", "zone": "UTC"}]}   | windows[0].start              | "2 am" is no start time
            {"windows": [{"start": "0 2 * * *", "duration": "2h", "zone": "+02:00"}]} | windows[0].zone         | "+02:00" is no time zone
            {"windows": [{"start": "0 2 * * *", "duration": "4m", "zone": "UTC"}]} | windows[0].duration        | is 4m, but an update takes at most 5m
            {"deadline": {"after": "14d"}}                                      | deadline.escalatesTo          | is missing
            {"deadline": {"escalatesTo": "restart-now"}}                        | deadline.after                | is missing
            {"deadline": {"after": "1d", "escalatesTo": "shut-off"}}            | deadline.escalatesTo          | "shut-off" is not known
            {"deadline": {"after": "1d", "escalatesTo": "window-restart"}}      | windows                       | is missing, but
            {"deadline": {"after": "1d", "escalatesTo": "restart-now", "critical": {"after": "2d", "escalatesTo": "restart-now"}}} | deadline.critical.after | is later than deadline.after
            {"restart": {"forceAllowed": 1}}                                    | restart.forceAllowed          | is neither true nor false
            {"verification": {"osRelease": {"VERSION_ID": 12}}}                 | verification.osRelease.VERSION_ID | is no text
            {"verification": {"command": {"run": "true", "within": "1s"}}}      | verification.command.run      | is no list
            {"verification": {"command": {"run": ["true"], "within": "1s"}}}    | verification.command.run      | is no command
            {"verification": {"command": {"run": ["/bin/true"]}}}               | verification.command.within   | is missing
            {"rollout": {"canary": 0}}                                          | rollout.canary                | is 0, no number of VMs
            {"rollout": {"canary": "101%"}}                                     | rollout.canary                | is "101%", no number of VMs
            {"rollout": {"waves": ["50%", "10%"]}}                              | rollout.waves[1]              | reaches no more than the wave before
            {"rollout": {"onWithdrawal": "panic"}}                              | rollout.onWithdrawal          | "panic" is not known
            {"rollout": {"waves": [10]}}                                        | rollout.waves[0]              | is 10, no share
            {"rollout": {"budgets": {"fleet": 0}}}                              | rollout.budgets.fleet         | is 0, no whole number from 1
            {"rollout": {"budgets": {"perLabelValue": {"app": "one"}}}}         | rollout.budgets.perLabelValue.app | is "one", no whole number
            []                                                                  | ``                            | is no JSON object
            {"rollout": {}, "rollout": {}}                                      | ``                            | is no JSON
            {} {}                                                               | ``                            | is no JSON
            nothing                                                             | ``                            | is no JSON
            """)
    void shouldNameTheFieldAndTheFault(String document, String field, String detail) {
        List<PolicyProblem> problems = problems(document);

        assertThat(problems).extracting(PolicyProblem::field).contains(field);
        assertThat(problems).anySatisfy(problem -> assertThat(problem.detail()).startsWith(detail));
        assertThat(problems).allSatisfy(problem -> assertThat(problem.remedy()).isNotBlank());
    }

    @Test
    void shouldFindAllProblemsAtOnce() {
        List<PolicyProblem> problems = problems(
                """
                {
                  "selector": {"minimumSeverity": "urgent"},
                  "windows": [{"start": "0 2 * * *", "duration": "2h", "zone": "Europe/Bonn"}, {"start": "x"}],
                  "rollout": {"canary": -1, "budgets": {"perHost": 0}},
                  "comment": "for tonight"
                }
                """);

        assertThat(problems)
                .extracting(PolicyProblem::field)
                .containsExactlyInAnyOrder(
                        "selector.minimumSeverity",
                        "windows[0].zone",
                        "windows[1].start",
                        "windows[1].duration",
                        "windows[1].zone",
                        "rollout.canary",
                        "rollout.budgets.perHost",
                        "comment");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Web", "-web", "web policy", "../web", "built-in"})
    void shouldRefuseANameThatIsNoneOrTaken(String name) {
        ParseResult parseResult = reader.read(new PolicyVersion(name, 1), "{}");

        assertThat(parseResult)
                .isInstanceOfSatisfying(ParseResult.Invalid.class, invalid -> assertThat(invalid.problems())
                        .extracting(PolicyProblem::field)
                        .contains("name"));
    }

    private List<PolicyProblem> problems(String document) {
        ParseResult parseResult = reader.read(ID, document);
        assertThat(parseResult).isInstanceOf(ParseResult.Invalid.class);
        return ((ParseResult.Invalid) parseResult).problems();
    }
}
