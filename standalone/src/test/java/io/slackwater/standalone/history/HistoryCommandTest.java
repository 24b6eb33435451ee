package io.slackwater.standalone.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.Slackwater;
import io.slackwater.standalone.connect.ScriptedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryCommandTest {

    private static final String VM = "6f1b2c3d-0000-4000-8000-000000000001";
    private static final String OTHER = "6f1b2c3d-0000-4000-8000-000000000002";

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private ScriptedServer console;

    @BeforeEach
    void startServer() throws IOException {
        console = new ScriptedServer();
    }

    @AfterEach
    void stopServer() {
        console.close();
    }

    @Test
    void shouldShowTheEventsOfAVmByItsNameWithTheLatestLast() {
        console.on("GET /api/v1/vms/web-3", 200, "[" + vm(VM) + "]")
                .on(
                        "GET /api/v1/events?vm=" + VM + "&limit=100",
                        200,
                        page(
                                "null",
                                event("UpdateEvent.FAILED", "null", "\"reason\": \"It did not come up\""),
                                event("UpdateEvent.REQUIRED", "null", "\"blockers\": [{\"code\": \"VM_RUNNING\"}]"),
                                event("VmStateEvent", "null", "\"state\": \"SHUTOFF\"")));

        assertThat(run("history", "vm", "web-3")).isZero();

        List<String> lines = printed.toString().lines().toList();
        assertThat(lines.get(0)).matches("TIME +EVENT +ABOUT +WHO +WHY");
        assertThat(lines.get(1)).contains("VmState SHUTOFF");
        assertThat(lines.get(2)).matches(".* Update REQUIRED +c50 +- +VM_RUNNING");
        assertThat(lines.get(3)).matches(".* Update FAILED +c50 +- +It did not come up");
        assertThat(printed.toString()).contains("3 events. As of 2026-");
    }

    @Test
    void shouldShowWhatAPersonDecidedAndThatThereIsMore() {
        console.on(
                "GET /api/v1/events?actor=alex&publishedAt.after=2026-01-01T00%3A00%3A00Z&limit=1",
                200,
                page(
                        "\"next\"",
                        event(
                                "RolloutEvent.PAUSED",
                                "\"alex\"",
                                "\"policy\": \"nights\", \"reason\": \"\\u001b[31mred\"")));

        assertThat(run("history", "actor", "alex", "--since", "2026-01-01T00:00:00Z", "--limit", "1"))
                .isZero();

        assertThat(printed.toString())
                .contains("There are earlier events", "Rollout PAUSED", " nights ", "alex", "\\u001b[31mred")
                .doesNotContain("\u001b");
    }

    @Test
    void shouldAskWhichVmIsMeantWhereSeveralHaveTheName() {
        console.on("GET /api/v1/vms/web-3", 200, "[" + vm(VM) + "," + vm(OTHER) + "," + vm(VM) + "]");

        assertThat(run("history", "vm", "web-3")).isEqualTo(1);

        assertThat(complained.toString()).contains("There are 2 VMs of the name web-3", VM, OTHER);
    }

    @Test
    void shouldNameWhatIsThereWhenNothingHasTheName() {
        console.on(
                "GET /api/v1/hosts/rak-1",
                404,
                "{\"detail\": \"There is no host rak-1\", \"remedy\": \"Nearest: rack-1\", \"status\": 404}");

        assertThat(run("history", "host", "rak-1")).isEqualTo(1);

        assertThat(complained.toString()).contains("There is no host rak-1. Nearest: rack-1");
    }

    @Test
    void shouldTakeTheOneDocumentOfACollectionWhoseNamesAreUnique() {
        console.on("GET /api/v1/hosts/rack-1", 200, "{\"id\": \"rack-1\"}")
                .on(
                        "GET /api/v1/events?host=rack-1&limit=100",
                        200,
                        page("null", event("HostEvent.SYNCED", "null", "")));

        assertThat(run("history", "host", "rack-1")).isZero();

        assertThat(printed.toString()).contains("Host SYNCED", "1 event.");
    }

    @Test
    void shouldNameTheKindsWhereOneIsNone() {
        assertThat(run("history", "disk", "vda")).isEqualTo(2);

        assertThat(complained.toString()).contains("VM", "HOST", "CHANGE", "STORE", "ACTOR");
    }

    @Test
    void shouldSayHowATimeIsWritten() {
        assertThat(run("history", "vm", "web-3", "--since", "yesterday")).isEqualTo(2);

        assertThat(complained.toString())
                .contains("'yesterday' is no time: write it in UTC, such as 2026-11-30T15:04:05Z")
                .doesNotContain("Exception");
    }

    private static String vm(String id) {
        return "{\"id\": \"" + id + "\", \"name\": \"web-3\", \"host\": \"h1\"}";
    }

    private static String page(String cursor, String... items) {
        return "{\"items\": [" + String.join(",", items) + "], \"nextCursor\": " + cursor
                + ", \"asOf\": \"2026-02-05T12:00:01Z\"}";
    }

    private static String event(String type, String actor, String data) {
        return "{\"id\": \"t-0-1\", \"publishedAt\": \"2026-02-05T12:00:00Z\", \"topic\": \"slackwater.updates\", \"type\": \"io.slackwater."
                + type + "\", \"key\": \"k\", \"vm\": \"" + VM + "\", \"change\": \"c50\", \"actor\": " + actor
                + ", \"data\": {" + data + "}}";
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--console");
        all.add(console.address());
        return Slackwater.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(all.toArray(String[]::new));
    }
}
