package io.slackwater.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationFileTest {

    @TempDir
    private Path directory;

    @Test
    void shouldResolveTheDataDirectoryBesideTheFileAndUseTheUsualPorts() throws IOException {
        // when
        StandaloneConfiguration configuration = ConfigurationFile.read(write("data-directory = state"));

        // then
        assertThat(configuration)
                .isEqualTo(new StandaloneConfiguration(
                        directory.resolve("state"),
                        "127.0.0.1",
                        9092,
                        Map.of(
                                Service.PATCH_INGEST, 8081,
                                Service.VM_INVENTORY, 8082,
                                Service.UPDATE_EXECUTOR, 8083,
                                Service.STORAGE_RECLAIMER, 8084),
                        Map.of(
                                Service.PATCH_INGEST, 9081,
                                Service.VM_INVENTORY, 9082,
                                Service.UPDATE_EXECUTOR, 9083,
                                Service.STORAGE_RECLAIMER, 9084),
                        Map.of(),
                        JvmSettings.ofMachine(),
                        new ConsoleSettings(true, 8080, 9080, Optional.empty()),
                        Map.of()));
    }

    @Test
    void shouldTakeTheConsole() throws IOException {
        // when
        StandaloneConfiguration configuration = ConfigurationFile.read(write(
                "data-directory=state",
                "console.enabled = false",
                "console.port = 0",
                "console.database-url = jdbc:postgresql://db/slackwater"));

        // then
        assertThat(configuration.console())
                .isEqualTo(new ConsoleSettings(false, 0, 0, Optional.of("jdbc:postgresql://db/slackwater")));
        assertThat(configuration.properties()).isEmpty();
    }

    @Test
    void shouldTakeTheManagementPortOfTheConsole() throws IOException {
        // when
        StandaloneConfiguration configuration =
                ConfigurationFile.read(write("data-directory=state", "console.management.port = 9180"));

        // then
        assertThat(configuration.console()).isEqualTo(new ConsoleSettings(true, 8080, 9180, Optional.empty()));
    }

    @Test
    void shouldTakeTheHeapOfAService() throws IOException {
        // when
        StandaloneConfiguration configuration =
                ConfigurationFile.read(write("data-directory=state", "storage-reclaimer.heap = 512m"));

        // then
        assertThat(configuration.heaps()).isEqualTo(Map.of(Service.STORAGE_RECLAIMER, "512m"));
    }

    @Test
    void shouldRefuseAHeapThatIsNone() throws IOException {
        // given
        Path file = write("data-directory=state", "storage-reclaimer.heap = 32m");

        // when, then
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .hasMessageContaining("storage-reclaimer.heap is '32m'", "64m is the least");
    }

    @Test
    void shouldTakeAnyManagementPortWhereTheServicesPortIsAny() throws IOException {
        // when
        StandaloneConfiguration configuration = ConfigurationFile.read(write(
                "data-directory=state",
                "vm-inventory.port=0",
                "update-executor.port=0",
                "update-executor.management.port=9999"));

        // then
        assertThat(configuration.managementPorts())
                .containsEntry(Service.VM_INVENTORY, 0)
                .containsEntry(Service.UPDATE_EXECUTOR, 9999)
                .containsEntry(Service.PATCH_INGEST, 9081);
    }

    @Test
    void shouldPassOnWhatIsForTheServices() throws IOException {
        // when
        StandaloneConfiguration configuration = ConfigurationFile.read(write(
                "data-directory=state",
                "broker.port=0",
                "slackwater.inventory.hosts.rack-1.uri=qemu+ssh://root@rack-1/system",
                "slackwater.inventory.hosts.\"rack.2\".uri=qemu+ssh://root@rack.2/system",
                "slackwater.inventory.hosts.rack-1.further-uris=lxc:///system, qemu+ssh://u@h/session?socket=/run/s",
                "slackwater.ingest.file-directories[0]=/images",
                "quarkus.log.level=DEBUG",
                "slackwater.inventory.adoption.kernel.volume=vmlinuz-(?<version>.+)",
                "slackwater.reclaimer.grace-time=14d "));

        // then
        assertThat(configuration.brokerPort()).isZero();
        assertThat(configuration.properties())
                .containsOnly(
                        Map.entry("slackwater.inventory.hosts.rack-1.uri", "qemu+ssh://root@rack-1/system"),
                        Map.entry("slackwater.inventory.hosts.\"rack.2\".uri", "qemu+ssh://root@rack.2/system"),
                        Map.entry(
                                "slackwater.inventory.hosts.rack-1.further-uris",
                                "lxc:///system, qemu+ssh://u@h/session?socket=/run/s"),
                        Map.entry("slackwater.ingest.file-directories[0]", "/images"),
                        Map.entry("quarkus.log.level", "DEBUG"),
                        Map.entry("slackwater.inventory.adoption.kernel.volume", "vmlinuz-(?<version>.+)"),
                        Map.entry("slackwater.reclaimer.grace-time", "14d"));
    }

    @Test
    void shouldTakeTheDirectoryOfPoliciesFromBesideTheFile() throws IOException {
        // given
        Files.createDirectory(directory.resolve("policies"));

        // when
        StandaloneConfiguration configuration =
                ConfigurationFile.read(write("data-directory=state", "slackwater.executor.policy-directory=policies"));

        // then
        assertThat(configuration.properties())
                .containsOnly(Map.entry(
                        "slackwater.executor.policy-directory",
                        directory.resolve("policies").toString()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "broker.port=70000 | broker.port is '70000': use a port from 1 to 65535, or 0 for any that is free",
                "vm-inventory.management.port=x | vm-inventory.management.port is 'x': use a port",
                "console.enabled=yes | console.enabled is 'yes': use true or false",
                "console.database-url=mysql://db | console.database-url is 'mysql://db': use a URL such as jdbc:postgresql://",
                "console.database-url=jdbc:postgresql://db/s?password=x | set SLACKWATER_CONSOLE_DATABASE_PASSWORD instead",
                "consle.port=1 | consle.port: there is no such key. Nearest: console.port",
                "vm-inventory.port=http | vm-inventory.port is 'http': use a port",
                "brokre.port=1 | brokre.port: there is no such key. Nearest: broker.port",
                "colour=blue | colour: there is no such key. There are data-directory, host, broker.port",
                "slackwater.executor.setle-time=1s | executor.setle-time: there is no such key. Nearest: slackwater.executor.settle-time",
                "slackwater.inventory.hosts.a.url=b:/c | Nearest: slackwater.inventory.hosts.a.uri",
                "slackwater.inventory.hosts.a.b.uri=c:/d | Nearest: slackwater.inventory.hosts.<name>.uri. A name of your own",
                "slackwater.reclaimr.dry-run=true | Nearest: slackwater.reclaimer.dry-run",
                "slackwater.executor.settle-time=soon | settle-time is 'soon': use a number and ms, s, m, h or d",
                "slackwater.executor.max-in-flight=many | max-in-flight is 'many': use a whole number",
                "slackwater.executor.policy-directory=none | policy-directory is 'none': name a directory that is there",
                "slackwater.reclaimer.dry-run=yes | slackwater.reclaimer.dry-run is 'yes': use true or false",
                "slackwater.inventory.hosts.a.mode=on | hosts.a.mode is 'on': use OBSERVE (changes nothing), ACTIVE",
                "slackwater.inventory.hosts.a.uri=rack 1 | hosts.a.uri is 'rack 1': use a libvirt URI, such as",
                "slackwater.inventory.hosts.a.further-uris=lxc:///system, rack 1 | hosts.a.further-uris is 'lxc:///system, rack 1': 'rack 1' is none",
                "slackwater.inventory.hosts.a.further-uris=lxc:///system, | with commas between them, such as lxc:///system",
                "slackwater.inventory.adoption.k.volume=vmlinuz-(.+) | put the version into a group, such as",
                "slackwater.inventory.adoption.k.volume=vmlinuz-( | it is no regular expression: Unclosed group",
            })
    void shouldNameTheKeyAndTheRemedy(String line, String message) throws IOException {
        // given
        Path file = write("data-directory=state", line);

        // when, then
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(file + " cannot be used:")
                .hasMessageContaining(message);
    }

    @Test
    void shouldNameAllThatIsWrongAtOnce() throws IOException {
        // given
        Path file = write("host=127.0.0.1", "broker.port=x", "colour=blue");

        // when, then
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .hasMessageContaining("broker.port is 'x'")
                .hasMessageContaining("colour: there is no such key")
                .hasMessageContaining("data-directory is missing: name the directory");
    }

    @Test
    void shouldSayWhereAnExampleIsWhenTheFileIsMissing() {
        // given
        Path file = directory.resolve("none.properties");

        // when, then
        assertThatThrownBy(() -> ConfigurationFile.read(file))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(file + " cannot be read: there is no such file")
                .hasMessageContaining("copy config/slackwater.properties");
    }

    @Test
    void shouldAcceptTheExampleThatComesWithSlackwater() {
        // when
        StandaloneConfiguration configuration = ConfigurationFile.read(Path.of("../config/slackwater.properties"));

        // then
        assertThat(configuration.properties()).containsEntry("slackwater.reclaimer.dry-run", "true");
    }

    private Path write(String... lines) throws IOException {
        return Files.writeString(directory.resolve("slackwater.properties"), String.join("\n", lines));
    }
}
