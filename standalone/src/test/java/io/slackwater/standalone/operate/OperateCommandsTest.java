package io.slackwater.standalone.operate;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.Slackwater;
import io.slackwater.standalone.connect.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class OperateCommandsTest {

    private static final String VM = "4f0c0000-0000-4000-8000-000000000001";
    private static final String NO_BLOCKERS =
            "{\"complete\": true, \"updates\": 0, \"blocked\": 0, \"counts\": {}, \"blockers\": [], \"more\": 0}";

    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private ScriptedServer executor;

    @BeforeEach
    void startServer() throws IOException {
        executor = new ScriptedServer();
    }

    @AfterEach
    void stopServer() {
        executor.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollout pause debian/1 | POST /rollouts/debian%2F1/pause | /rollouts/debian%2F1 | {}",
                "rollout resume c       | POST /rollouts/c/resume         | /rollouts/c | {\"paused\": {\"reason\": \"1 failed\"}}",
                "rollout abort c        | POST /rollouts/c/abort          | /rollouts/c | {\"paused\": {\"reason\": \"1 failed\"}}",
                "rollout approve c      | POST /rollouts/c/approve        | /rollouts/c | {\"approved\": null}",
                "freeze                 | POST /freeze                    | /freeze     | {\"frozen\": false}",
                "unfreeze               | DELETE /freeze                  | /freeze     | {\"frozen\": true}",
            })
    void shouldSendWhoDecidesAndWhy(String command, String request, String subject, String before) {
        executor.on("GET " + subject, 200, before);
        executor.on(request, 202, "");
        List<String> arguments = new ArrayList<>(List.of(command.strip().split(" ")));
        arguments.addAll(List.of("--as", "ada", "--because", "it smells"));

        int exitCode = run(arguments.toArray(String[]::new));

        assertThat(complained.toString()).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(executor.requests)
                .containsExactly("GET " + subject, request + " {\"actor\":\"ada\",\"reason\":\"it smells\"}");
        assertThat(printed.toString()).contains("The log has it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rollout pause c   | /rollouts/c | {\"paused\": %s}   | The rollout of c was already paused since %s",
                "rollout resume c  | /rollouts/c | {\"paused\": null} | The rollout of c is not paused",
                "rollout abort c   | /rollouts/c | {\"aborted\": %s}  | The rollout of c was already aborted since %s",
                "rollout approve c | /rollouts/c | {\"approved\": %s} | The rollout of c was already approved since %s",
                "freeze            | /freeze     | {\"frozen\": true, \"by\": %s} | The fleet was already frozen since %s",
                "unfreeze          | /freeze     | {\"frozen\": false} | The fleet is not frozen",
            })
    void shouldSayThatNothingChanged(String command, String subject, String before, String told) {
        String decree = "{\"actor\": \"bob\", \"reason\": \"holidays\", \"at\": \"2026-03-01T11:00:00Z\"}";
        executor.on("GET " + subject, 200, before.formatted(decree));
        List<String> arguments = new ArrayList<>(List.of(command.strip().split(" ")));
        arguments.addAll(List.of("--because", "it smells"));

        assertThat(run(arguments.toArray(String[]::new))).isZero();

        assertThat(executor.requests).containsExactly("GET " + subject);
        assertThat(printed.toString().strip())
                .isEqualTo(told.formatted("2026-03-01T11:00:00Z by bob: holidays") + ". Nothing changed.");
    }

    @Test
    void shouldLeaveItToTheServiceToRefuseWhatAnAbortedRolloutCannotDo() {
        executor.on(
                        "GET /rollouts/c",
                        200,
                        "{\"aborted\": {\"reason\": \"bad\"}, \"approved\": {\"reason\": \"good\"}}")
                .on(
                        "POST /rollouts/c/approve",
                        409,
                        "{\"detail\": \"It was aborted\", \"remedy\": \"Publish another\"}");

        assertThat(run("rollout", "approve", "c", "--because", "still")).isEqualTo(1);

        assertThat(complained.toString().strip()).isEqualTo("It was aborted. Publish another");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"frozen\": true, \"by\": {\"actor\": \"bob\", \"reason\": \"holidays\", \"at\": \"2026-03-01T11:00:00Z\"}} |"
                        + " The fleet is frozen by bob at 2026-03-01T11:00:00Z: holidays. Nothing is granted until 'unfreeze'.",
                "503 | {\"detail\": \"Another one keeps the rollouts\", \"remedy\": \"Ask it\"} |"
                        + " Whether the fleet is frozen is not known: Another one keeps the rollouts. Ask it",
            })
    void shouldExplainThatNothingHappensWhileTheFleetIsFrozen(int status, String freeze, String told) {
        executor.on("GET /vms/" + VM + "/explain", 200, "{\"vmId\": \"" + VM + "\"}")
                .on("GET /freeze", status, freeze);

        assertThat(run("explain", "vm", VM)).isZero();

        assertThat(printed.toString().lines()).startsWith(told, "VM " + VM);
    }

    @Test
    void shouldExplainAVmWithoutAWordOfAFreezeThatIsNone() {
        executor.on("GET /vms/" + VM + "/explain", 200, "{\"vmId\": \"" + VM + "\"}")
                .on("GET /freeze", 200, "{\"frozen\": false}");

        assertThat(run("explain", "vm", VM)).isZero();

        assertThat(printed.toString()).startsWith("VM " + VM).doesNotContain("frozen");
    }

    @Test
    void shouldDecideAsTheUserWhereNobodyIsNamed() {
        executor.on(
                "GET /vms/" + VM + "/explain",
                200,
                "{\"vmId\": \"" + VM + "\", \"failedChanges\": [\"change-1\", \"change-2\"]}");
        executor.on("POST /vms/" + VM + "/retry", 202, "");

        assertThat(run("retry", VM, "change-1", "--because", "new disk")).isZero();

        assertThat(executor.requests)
                .last()
                .isEqualTo("POST /vms/" + VM + "/retry {\"actor\":\"" + System.getProperty("user.name")
                        + "\",\"reason\":\"new disk\",\"changeId\":\"change-1\"}");
    }

    @Test
    void shouldAskWhyBeforeItSendsADecision() {
        assertThat(run("freeze")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(complained.toString().lines())
                .containsExactly(
                        "--because WHY is missing: Why; it is kept with the decision.",
                        "'slackwater freeze --help' lists what there is.");
        assertThat(executor.requests).isEmpty();
    }

    @Test
    void shouldSayWhatBecameOfAPolicyThatIsSet() throws IOException {
        Path file = policy("{}");
        String request = "PUT /policies/nights?actor=ada";
        executor.on(request, 200, "{\"policy\": \"nights\", \"version\": 3, \"result\": \"SET\"}");
        assertThat(run("policy", "set", "nights", file.toString(), "--as", "ada"))
                .isZero();
        executor.on(request, 200, "{\"policy\": \"nights\", \"version\": 3, \"result\": \"UNCHANGED\"}");
        assertThat(run("policy", "set", "nights", file.toString(), "--as", "ada"))
                .isZero();
        executor.on(request, 202, "{\"policy\": \"nights\", \"version\": 4, \"result\": \"PUBLISHED\"}");
        assertThat(run("policy", "set", "nights", file.toString(), "--as", "ada"))
                .isZero();

        assertThat(executor.requests).allMatch(sent -> sent.endsWith(" {}"));
        assertThat(printed.toString().lines())
                .containsExactly(
                        "Policy nights is in force, in version 3.",
                        "Policy nights is so already, in version 3; nothing changed.",
                        "The log has version 4 of policy nights, but update-executor has not taken it up yet; see 'policy"
                                + " list' in a while.");
    }

    @Test
    void shouldNameEveryProblemThatTheServiceFinds() throws IOException {
        Path file = policy("{}");
        executor.on(
                "PUT /policies/nights?actor=ada",
                400,
                """
                {"title": "Bad Request", "status": 400, "detail": "The document is no policy", "remedy": "Mend it",
                 "problems": [
                   {"field": "colour", "detail": "is not known", "remedy": "leave it out"},
                   {"field": "", "detail": "is odd", "remedy": "think again"}]}""");

        assertThat(run("policy", "set", "nights", file.toString(), "--as", "ada"))
                .isEqualTo(1);

        assertThat(complained.toString().lines())
                .containsExactly(
                        "The document is no policy",
                        "  colour is not known: leave it out",
                        "  the document is odd: think again");
    }

    @Test
    void shouldCheckAPolicyWithoutAService() throws IOException {
        Path file = policy("{\"colour\": 1, \"windows\": 5}");

        assertThat(commandLine().execute("policy", "check", file.toString())).isEqualTo(1);
        assertThat(complained.toString().lines())
                .hasSize(3)
                .startsWith(file + " is no policy:")
                .anyMatch(line -> line.startsWith("  colour "))
                .anyMatch(line -> line.startsWith("  windows "));

        policy("{}");
        assertThat(commandLine().execute("policy", "check", file.toString())).isZero();
        assertThat(printed.toString().strip()).isEqualTo(file + " is a policy.");
    }

    @Test
    void shouldAskTheServiceThatIsNamedWhichVersionAPolicyWouldBe() throws IOException {
        Path file = policy("{}");
        executor.on("PUT /policies/nights?dryRun=true", 200, "{\"version\": 3, \"result\": \"FIT\"}");

        assertThat(run("policy", "check", file.toString())).isZero();

        assertThat(printed.toString().strip())
                .isEqualTo(file + " is a policy; 'policy set' would make it version 3 of nights.");
    }

    @ParameterizedTest
    @CsvSource({"show, GET /policies/night", "remove, DELETE /policies/night?actor=ada"})
    void shouldSayThatThereIsNoSuchPolicyWithTheNearest(String command, String request) {
        executor.on(request, 404, "{\"detail\": \"none\"}").on("GET /policies", 200, "[{\"policy\": \"nights\"}]");
        List<String> arguments = new ArrayList<>(List.of("policy", command, "night"));
        if (command.equals("remove")) {
            arguments.addAll(List.of("--as", "ada"));
        }

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(1);

        assertThat(complained.toString().strip())
                .isEqualTo("There is no policy night. Nearest: nights. 'slackwater policy list' lists them");
    }

    @Test
    void shouldListPolicies() {
        executor.on(
                "GET /policies",
                200,
                """
                [{"policy": "nights", "version": 2, "actor": "ada", "reason": null, "setAt": "2026-03-01T10:00:00.123Z",
                  "document": {"selector": {"vmLabels": {"role": "web"}}}},
                 {"policy": "rest", "version": 1, "actor": "file rest.json", "reason": "as ever",
                  "setAt": "2026-03-01T10:00:00Z", "document": {}}]""");

        assertThat(run("policy", "list")).isZero();

        assertThat(printed.toString().lines().map(line -> line.replaceAll("\\(\\d+ d\\)", "(n d)")))
                .anyMatch(line -> line.matches(
                        "nights +2 +ada +2026-03-01T10:00:00Z \\(n d\\) +\\{\"vmLabels\":\\{\"role\":\"web\"}} +-"))
                .anyMatch(line -> line.matches("rest +1 +file rest.json +2026.* every VM +as ever"));
    }

    @Test
    void shouldSayWhatTheServiceRefusesAndWhatCanBeDone() {
        executor.on(
                "GET /rollouts/c",
                503,
                "{\"detail\": \"This instance still reads the log\", \"remedy\": \"Ask again\"}");

        assertThat(run("rollout", "show", "c")).isEqualTo(1);

        assertThat(complained.toString().strip()).isEqualTo("This instance still reads the log. Ask again");
    }

    @Test
    void shouldSayThatThereIsNoChangeOfThatIdWithTheNearest() {
        executor.on("GET /blockers?change=debian-13&limit=20", 200, NO_BLOCKERS)
                .on("GET /rollouts", 200, "[{\"changeId\": \"debian-12\"}, {\"changeId\": \"windows\"}]");

        assertThat(run("blockers", "--change", "debian-13")).isEqualTo(1);

        assertThat(printed.toString()).isEmpty();
        assertThat(complained.toString())
                .startsWith("There is no rollout of a change debian-13. Nearest: debian-12. 'slackwater rollouts'");
    }

    @Test
    void shouldTakeTheBeginningOfAChangeForTheChange() {
        executor.on("GET /rollouts", 200, "[{\"changeId\": \"debian-12-8c1f\"}, {\"changeId\": \"debian-13-77aa\"}]")
                .on("GET /rollouts/debian-12-8c1f", 200, "{\"changeId\": \"debian-12-8c1f\", \"paused\": null}")
                .on("POST /rollouts/debian-12-8c1f/pause", 202, "")
                .on("GET /blockers?change=debian-12&limit=20", 200, NO_BLOCKERS)
                .on(
                        "GET /blockers?change=debian-12-8c1f&limit=20",
                        200,
                        "{\"complete\": true, \"updates\": 4, \"blocked\": 0}")
                .on(
                        "GET /vms/" + VM + "/explain",
                        200,
                        "{\"vmId\": \"" + VM + "\", \"failedChanges\": [\"debian-12-8c1f\"]}")
                .on("POST /vms/" + VM + "/retry", 202, "");

        assertThat(run("rollout", "pause", "debian-12", "--because", "it smells"))
                .isZero();
        assertThat(executor.requests).last().asString().startsWith("POST /rollouts/debian-12-8c1f/pause");
        assertThat(run("blockers", "--change", "debian-12")).isZero();
        assertThat(printed.toString()).contains("4 open updates");
        assertThat(run("retry", VM, "debian", "--because", "mended")).isZero();
        assertThat(executor.requests).last().asString().contains("\"changeId\":\"debian-12-8c1f\"");
    }

    @Test
    void shouldListTheChangesThatMayBeMeant() {
        executor.on("GET /rollouts", 200, "[{\"changeId\": \"debian-12\"}, {\"changeId\": \"debian-13\"}]");

        assertThat(run("rollout", "show", "debian")).isEqualTo(1);

        assertThat(complained.toString().lines())
                .containsExactly(
                        "debian may mean any of 2 changes; write more of the id:", "  debian-12", "  debian-13");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vms --bogus   | Unknown option: '--bogus'.                | slackwater vms --help' lists",
                "vms --hots h1 | Unknown options: '--hots', 'h1'. Nearest: --host, --help. | slackwater vms --help' lists",
                "storage hols  | Nearest: hold, hosts.              | slackwater storage --help' lists",
            })
    void shouldSayBrieflyWhatIsUnknown(String command, String told, String help) {
        assertThat(commandLine().execute(command.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(complained.toString()).contains(told, help).doesNotContain("bootstrap");
        assertThat(complained.toString().lines()).hasSize(2);
    }

    @Test
    void shouldSayThatAChangeThatIsThereHasNoOpenUpdate() {
        executor.on("GET /blockers?change=debian-12&limit=20", 200, NO_BLOCKERS)
                .on("GET /rollouts/debian-12", 200, "{\"changeId\": \"debian-12\"}");

        assertThat(run("blockers", "--change", "debian-12")).isZero();

        assertThat(printed.toString().lines()).containsExactly("0 open updates, 0 held up");
    }

    @Test
    void shouldNameTheVmsThatAWaveWaitsForWithoutReadingTheLog() {
        String waiting = "4f0d0000-0000-4000-8000-000000000002";
        String blocker = "{\"code\": \"WAVE_NOT_OPEN\", \"detail\": \"the first of them: " + waiting + "\"}";
        executor.on(
                        "GET /blockers?limit=20",
                        200,
                        NO_BLOCKERS.replace("\"blockers\": []", "\"blockers\": [" + blocker + "]"))
                .on("GET /vms/" + VM + "/explain", 200, "{\"updates\": [{\"blockers\": [" + blocker + "]}]}")
                .on("GET /vms/" + waiting + "/explain", 200, "{\"name\": \"canary\"}")
                .on("GET /freeze", 200, "{\"frozen\": false}");

        assertThat(run("blockers")).isZero();
        assertThat(run("explain", "vm", VM)).isZero();

        assertThat(printed.toString().lines())
                .filteredOn(line -> line.endsWith("the first of them: canary (4f0d0000)"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "blockers --code VM_RUNING | Nearest: VM_RUNNING",
                "blockers --limit 1001     | --limit is 1001: use a number from 0 to 1000",
            })
    void shouldCallAValueThatCannotBeWrongUsage(String command, String complaint) {
        assertThat(run(command.split(" "))).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(complained.toString()).contains(complaint);
        assertThat(executor.requests).isEmpty();
    }

    @Test
    void shouldSayThatNobodyAnswers() throws IOException {
        String address;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = "http://127.0.0.1:" + free.getLocalPort();
        }

        int exitCode = commandLine().execute("rollouts", "--executor", address);

        assertThat(exitCode).isEqualTo(1);
        assertThat(complained.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("update-executor does not answer at " + address)
                .contains("./slackwater up"));
    }

    @Test
    void shouldSayThatSomethingElseAnswers() {
        executor.on("GET /rollouts", 200, "<html>hello</html>").on("GET /policies", 502, "<html>bad gateway</html>");

        assertThat(run("rollouts")).isEqualTo(1);
        assertThat(complained.toString()).contains("is not update-executor: its answer is no JSON");
        assertThat(run("policy", "list")).isEqualTo(1);
        assertThat(complained.toString()).contains("The answer was 502: <html>bad gateway</html>");
    }

    @ParameterizedTest
    @CsvSource({
        "policy",
        "rollout",
        "explain",
        "policy set nights",
        "rollouts --executor localhost:8083",
        "vms --bootstrap-servers localhost",
        "freeze --because ''",
        "freeze --because why --as ''",
        "bogus",
        "help bogus"
    })
    void shouldCallHalfACommandWrongUsage(String command) {
        String[] arguments = command.replace("''", "").split(" ", -1);

        assertThat(commandLine().execute(arguments)).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void shouldHelp() {
        assertThat(commandLine().execute("help")).isZero();
        assertThat(commandLine().execute("help", "vms")).isZero();

        assertThat(printed.toString()).contains("Usage: slackwater [", "Usage: slackwater vms");
    }

    @Test
    void shouldSayWhichFileCannotBeRead() {
        Path missing = directory.resolve("missing.json");

        assertThat(run("policy", "set", "nights", missing.toString())).isEqualTo(1);

        assertThat(complained.toString()).contains(missing + " cannot be read: there is no such file");
    }

    private Path policy(String document) throws IOException {
        return Files.writeString(directory.resolve("nights.json"), document);
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--executor", executor.address() + "/"));
        return commandLine().execute(all.toArray(String[]::new));
    }

    private CommandLine commandLine() {
        return Slackwater.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true));
    }
}
