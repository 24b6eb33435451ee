package io.slackwater.standalone.operate;

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

class HostsCommandTest {

    private static final String VMS =
            """
            [{"vmId": "4f0c0000-0000-4000-8000-000000000001", "name": "web-1",
              "volumes": [{"store": "rack1-a/default", "volume": "vmlinuz-50"}]}]
            """;

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();
    private ScriptedServer inventory;

    @BeforeEach
    void startServer() throws IOException {
        inventory = new ScriptedServer();
    }

    @AfterEach
    void stopServer() {
        inventory.close();
    }

    @Test
    void shouldShowWhoUsesWhatAndNotRetireWithoutConfirmation() {
        inventory.on("GET /hosts/rack1-a/vms", 200, VMS).on("POST /hosts/rack1-a/retire", 204, "");

        assertThat(run("hosts", "retire", "rack1-a", "--because", "scrapped")).isNotZero();

        assertThat(printed.toString()).contains("web-1", "rack1-a/default/vmlinuz-50");
        assertThat(complained.toString()).contains("--confirm", "1 VM");
        assertThat(inventory.requests).containsExactly("GET /hosts/rack1-a/vms");
    }

    @Test
    void shouldRetireWhatIsConfirmed() {
        inventory.on("GET /hosts/rack1-a/vms", 200, VMS).on("POST /hosts/rack1-a/retire", 204, "");

        assertThat(run("hosts", "retire", "rack1-a", "--because", "scrapped", "--confirm"))
                .isZero();

        assertThat(printed.toString()).contains("host rack1-a is retired");
        assertThat(inventory.requests).hasSize(2);
    }

    @Test
    void shouldNameTheNearestHostAndTheCommandThatListsThem() {
        inventory
                .on("GET /hosts/host-9/vms", 404, "{\"detail\": \"There is no host host-9\"}")
                .on("GET /hosts", 200, "[{\"hostId\": \"host-1\"}, {\"hostId\": \"rack-7\"}]");

        assertThat(run("hosts", "retire", "host-9", "--because", "scrapped")).isEqualTo(1);

        assertThat(complained.toString().strip())
                .isEqualTo("There is no host host-9. Nearest: host-1. 'slackwater hosts' lists them");
    }

    @Test
    void shouldListTheHosts() {
        inventory.on(
                "GET /hosts",
                200,
                """
                [{"hostId": "rack1-a", "uri": "qemu:///system", "mode": "ACTIVE", "labels": {}, "state": "UNREACHABLE",
                  "since": "2026-11-20T08:00:00Z", "reason": "refused"}]
                """);

        assertThat(run("hosts")).isZero();

        assertThat(printed.toString()).contains("rack1-a", "UNREACHABLE", "refused");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--inventory", inventory.address()));
        return Slackwater.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .execute(all.toArray(String[]::new));
    }
}
