package io.slackwater.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.config.ConfigurationFile;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.demo.engine.SimulatedEngine;
import io.slackwater.standalone.process.ProcessIdentity;
import io.slackwater.standalone.services.RunningInstallation;
import io.slackwater.standalone.services.RunningInstallations;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnouncementTest {

    @TempDir
    private Path directory;

    private RunningInstallations running = new RunningInstallations(Path.of(""));

    @BeforeEach
    void readDirectory() {
        running = new RunningInstallations(directory.resolve("running"));
    }

    @Test
    void shouldLetCommandsFindTheDemoWhileItRuns() throws IOException {
        // given
        Path data = runs("demo");

        // when
        try (Announcement announcement = Announcement.make(running, configuration(data))) {

            // then
            assertThat(running.find()).singleElement().satisfies(demo -> {
                assertThat(demo.command()).isEqualTo("demo");
                assertThat(demo.dataDirectory()).isEqualTo(data);
            });
            assertThat(announcement.lines()).contains("  ./slackwater vms");
        }
        assertThat(running.find()).isEmpty();
    }

    @Test
    void shouldWriteAConfigurationThatNamesTheDemoBesideAnotherInstallation() throws IOException {
        // given
        runs("lasting");
        other(directory.resolve("lasting"));
        Path data = runs("demo");

        StandaloneConfiguration configuration = configuration(data);

        // when
        try (Announcement announcement = Announcement.make(running, configuration)) {

            // then
            Path file = running.find().stream()
                    .filter(one -> one.command().equals("demo"))
                    .map(RunningInstallation::configuration)
                    .findFirst()
                    .orElseThrow();
            assertThat(announcement.lines()).contains("  ./slackwater vms --config " + file);
            assertThat(ConfigurationFile.read(file)).isEqualTo(configuration);
        }
    }

    /** As {@link RunningInstallations} writes it in another process. */
    private void other(Path data) throws IOException {
        Properties entries = new Properties();
        entries.setProperty("command", "up");
        entries.setProperty("data-directory", data.toString());
        entries.setProperty("config", directory.resolve("lasting.properties").toString());
        Files.createDirectories(directory.resolve("running"));
        try (var writer = Files.newBufferedWriter(directory.resolve("running/another"))) {
            entries.store(writer, null);
        }
    }

    private static StandaloneConfiguration configuration(Path data) {
        try (SimulatedEngine engine = SimulatedEngine.start(60)) {
            Map<String, String> properties = engine.serviceProperties();
            Map<Service, Integer> anyPorts =
                    Arrays.stream(Service.values()).collect(Collectors.toMap(Function.identity(), service -> 0));
            return new StandaloneConfiguration(data, "127.0.0.1", 0, anyPorts, properties);
        }
    }

    /** Has this process run an installation, for all that can be told. */
    private Path runs(String name) throws IOException {
        Path data = Files.createDirectories(directory.resolve(name));
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(
                data.resolve("endpoints"),
                "pid=" + self.pid() + "\nidentity=" + ProcessIdentity.of(self).orElseThrow()
                        + "\nbroker=127.0.0.1:9000\nupdate-executor=http://127.0.0.1:9001\n");
        return data;
    }
}
