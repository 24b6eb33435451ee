package io.slackwater.integration.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.integration.services.ProvisionedBroker;
import io.slackwater.standalone.config.ConsoleSettings;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.console.ConsoleAddresses;
import io.slackwater.standalone.console.OptionalConsole;
import io.slackwater.standalone.process.ChildMessages;
import io.slackwater.standalone.services.Installation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The console beside an installation, as processes, with a real broker and a real PostgreSQL. */
class OptionalConsoleTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<String> messages = new ArrayList<>();
    private final StringWriter children = new StringWriter();
    private EmbeddedBroker broker;

    @BeforeEach
    void startBroker() throws InterruptedException {
        broker = ProvisionedBroker.start(directory.resolve("broker"));
    }

    @AfterEach
    void stopBroker() {
        broker.close();
    }

    @Test
    void shouldAnswerFromTheLog() throws InterruptedException, IOException {
        try (OptionalConsole console = console(ConsoleSettings.ANY_PORT)) {
            Optional<ConsoleAddresses> addresses = console.start(broker.bootstrapServers());

            assertThat(messages).isEmpty();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(get(addresses.orElseThrow().api() + "/api/v1/hosts"))
                            .contains("\"items\":[]")
                            .containsPattern("\"asOf\":\"20"));
            assertThat(get(addresses.orElseThrow().management() + "/q/health")).contains("UP");
        }
    }

    @Test
    void shouldSayWhyItDoesNotRunAndStopNothing() throws InterruptedException, IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                OptionalConsole console =
                        console(new ConsoleSettings(true, taken.getLocalPort(), 0, Optional.empty()))) {
            assertThat(console.start(broker.bootstrapServers())).isEmpty();

            assertThat(messages).hasSize(2);
            assertThat(messages.get(0)).contains("The console does not run: console ");
            assertThat(messages.get(1)).contains("Updates go on without it", "--port", "--management-port");
        }
    }

    @Test
    void shouldStopNothingWhereItWasNotBuilt() throws InterruptedException {
        Installation unbuilt = new Installation(directory.resolve("nothing"), Path.of("java"));
        try (OptionalConsole console = console(unbuilt, ConsoleSettings.ANY_PORT)) {
            assertThat(console.start(broker.bootstrapServers())).isEmpty();
        }
        assertThat(messages.get(0)).contains("quarkus-run.jar is not there");
        assertThat(directory.resolve("console/postgres")).doesNotExist();
    }

    @Test
    void shouldNotRunWhereItIsDisabled() throws InterruptedException {
        try (OptionalConsole console = console(new ConsoleSettings(false, 0, 0, Optional.empty()))) {
            assertThat(console.start(broker.bootstrapServers())).isEmpty();
        }
        assertThat(directory.resolve("console")).doesNotExist();
        assertThat(messages).isEmpty();
    }

    private OptionalConsole console(ConsoleSettings settings) {
        return console(
                new Installation(
                        Path.of("..").toAbsolutePath().normalize(),
                        ProcessHandle.current().info().command().map(Path::of).orElseThrow()),
                settings);
    }

    private OptionalConsole console(Installation installation, ConsoleSettings settings) {
        StandaloneConfiguration configuration =
                new StandaloneConfiguration(directory, "127.0.0.1", 0, Map.of(), Map.of()).with(settings);
        return new OptionalConsole(
                installation, configuration, new ChildMessages(new PrintWriter(children)), messages::add);
    }

    private static String get(String address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
