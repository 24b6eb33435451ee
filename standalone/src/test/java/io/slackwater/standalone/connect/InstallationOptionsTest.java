package io.slackwater.standalone.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.standalone.process.ProcessIdentity;
import io.slackwater.standalone.services.Endpoints;
import io.slackwater.standalone.services.RunningInstallations;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationOptionsTest {

    @TempDir
    private Path directory;

    private final StringWriter hinted = new StringWriter();
    private final PrintWriter hints = new PrintWriter(hinted, true);

    @Test
    void shouldFindTheInstallationThatRuns() throws IOException {
        // given
        RunningInstallations running = running(data("data", 9_000));

        // when
        Endpoints found = InstallationOptions.endpoints(Optional.empty(), running, hints);

        // then
        assertThat(found.broker()).isEqualTo("127.0.0.1:9000");
        assertThat(found.services().get(Service.UPDATE_EXECUTOR)).hasToString("http://127.0.0.1:9001");
        assertThat(hinted.toString()).isEmpty();
    }

    @Test
    void shouldPreferTheConfigurationThatIsNamed() throws IOException {
        // given
        RunningInstallations running = running(data("data", 9_000));
        Path config = Files.writeString(
                directory.resolve("other.properties"), "data-directory=other\nupdate-executor.port=7001\n");

        // when, then
        assertThat(executor(config, running)).isEqualTo("http://127.0.0.1:7001");
        data("other", 8_000);
        assertThat(executor(config, running)).isEqualTo("http://127.0.0.1:8001");
    }

    @Test
    void shouldUseTheUsualPortsWhereNoneRuns() throws IOException {
        // given
        Path ended = data("data", 9_000);
        Files.writeString(ended.resolve("endpoints"), "pid=1\nidentity=0 ticks after boot x\nbroker=x\\:1\n");

        // when
        Endpoints found = InstallationOptions.endpoints(Optional.empty(), running(ended), hints);

        // then
        assertThat(found.broker()).isEqualTo("127.0.0.1:9092");
        assertThat(found.services().get(Service.UPDATE_EXECUTOR)).hasToString("http://127.0.0.1:8083");
    }

    @Test
    void shouldAskWhichIsMeantWhereSeveralRun() throws IOException {
        // given
        RunningInstallations running = running(data("data", 9_000));
        Files.writeString(
                directory.resolve("running/another"),
                "command=demo\ndata-directory=" + data("other", 8_000) + "\nconfig=/tmp/demo.properties\n");

        // when, then
        assertThatThrownBy(() -> InstallationOptions.endpoints(Optional.empty(), running, hints))
                .isInstanceOf(CommandFailedException.class)
                .hasMessageContaining("--config " + directory.resolve("up.properties") + " ('up', data directory "
                        + directory.resolve("data"))
                .hasMessageContaining("--config /tmp/demo.properties ('demo', data directory "
                        + directory.resolve("other") + ", update-executor at http://127.0.0.1:8001)");
    }

    @Test
    void shouldSayThatItIsADemoThatIsAsked() throws IOException {
        // given
        RunningInstallations running = new RunningInstallations(directory.resolve("running"));
        Path data = data("demo", 9_000);
        running.announce("demo", data, data.resolve("slackwater.properties"));

        // when
        Endpoints found = InstallationOptions.endpoints(Optional.empty(), running, hints);

        // then
        assertThat(found.broker()).isEqualTo("127.0.0.1:9000");
        assertThat(hinted.toString()).contains("(Of the demo that runs in " + data + ")");
    }

    private String executor(Path config, RunningInstallations running) {
        return String.valueOf(InstallationOptions.endpoints(Optional.of(config), running, hints)
                .services()
                .get(Service.UPDATE_EXECUTOR));
    }

    private RunningInstallations running(Path dataDirectory) {
        RunningInstallations running = new RunningInstallations(directory.resolve("running"));
        running.announce("up", dataDirectory, directory.resolve("up.properties"));
        return running;
    }

    /** A data directory whose installation runs, for all that can be told: it names this process. */
    private Path data(String name, int port) throws IOException {
        Path data = Files.createDirectories(directory.resolve(name));
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(
                data.resolve("endpoints"),
                "pid=" + self.pid() + "\nidentity=" + ProcessIdentity.of(self).orElseThrow() + "\nbroker=127.0.0.1:"
                        + port + "\nupdate-executor=http://127.0.0.1:" + (port + 1) + "\n");
        return data;
    }
}
