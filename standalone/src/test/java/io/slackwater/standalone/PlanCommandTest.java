package io.slackwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PlanCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();

    @Test
    void shouldSayThatTheLogHasNoSuchChange() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(directory))) {
            new TopicProvisioner(Map.of("bootstrap.servers", broker.bootstrapServers()), ProvisioningPlan.SINGLE_NODE)
                    .provision();

            int exitCode = run("--change", "unknown", "--bootstrap-servers", broker.bootstrapServers());

            assertThat(exitCode).isEqualTo(1);
            assertThat(printed.toString())
                    .contains("The log has no change unknown", "'slackwater rollouts' lists the changes");
        }
    }

    @Test
    void shouldSayWhichBrokerIsNotReachedAndHowToStartOne() throws IOException {
        String nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = "127.0.0.1:" + free.getLocalPort();
        }

        assertThat(run("--change", "any", "--bootstrap-servers", nobody)).isEqualTo(1);
        assertThat(printed.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("No broker is reached at " + nobody)
                .contains("./slackwater up", "--bootstrap-servers"));
    }

    @Test
    void shouldNameWhatIsWrongWithAPolicy() throws IOException {
        Path file = Files.writeString(directory.resolve("web.json"), "{\"widows\": []}");

        assertThat(run("--change", "any", "--policy", file.toString())).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString()).contains("web.json is no policy", "widows");
    }

    @Test
    void shouldRefuseAFileThatCannotBeWrittenBeforeItReadsTheLog() {
        Path json = directory.resolve("missing/plan.json");

        assertThat(run("--change", "any", "--json", json.toString())).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(printed.toString()).contains("--json " + json + " cannot be written: there is no directory");
    }

    @Test
    void shouldAskForAChange() {
        assertThat(run()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(printed.toString()).contains("--change");
    }

    private int run(String... arguments) {
        return new CommandLine(new PlanCommand())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .setExecutionExceptionHandler(new FailureHandler())
                .execute(arguments);
    }
}
