package io.slackwater.standalone.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.standalone.config.ConsoleSettings;
import io.slackwater.standalone.config.JvmSettings;
import io.slackwater.standalone.config.MemoryPlan;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.process.ChildSpec;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceChildrenTest {

    @TempDir
    private Path directory;

    @Test
    void shouldTellAServiceItsOwnPropertiesAndWhereTheBrokerIs() throws IOException {
        // given
        build(Service.STORAGE_RECLAIMER);

        // when
        ChildSpec child = children().service(Service.STORAGE_RECLAIMER);

        // then
        assertThat(child.log()).isEqualTo(directory.resolve("data/logs/storage-reclaimer.log"));
        assertThat(readProperties(child))
                .contains(
                        Map.entry("quarkus.http.host", "127.0.0.1"),
                        Map.entry("quarkus.http.port", "8084"),
                        Map.entry("quarkus.management.host", "127.0.0.1"),
                        Map.entry("quarkus.management.port", "9084"),
                        Map.entry("kafka.bootstrap.servers", "127.0.0.1:9092"),
                        Map.entry(
                                "kafka-streams.state.dir",
                                directory
                                        .resolve("data/storage-reclaimer/streams")
                                        .toString()),
                        Map.entry("slackwater.reclaimer.dry-run", "true"),
                        Map.entry("slackwater.inventory.adoption.kernel.portion", "debian-12/kernel"),
                        Map.entry("quarkus.log.level", "DEBUG"),
                        Map.entry(
                                "quarkus.log.file.path",
                                directory
                                        .resolve("data/logs/storage-reclaimer.log")
                                        .toString()))
                .doesNotContainKeys("slackwater.executor.settle-time", "slackwater.inventory.rows-per-round");
    }

    @Test
    void shouldSizeHeapsByTheMemoryOfTheInstallationUnlessTheConfigurationNamesThem() throws IOException {
        // given
        build(Service.STORAGE_RECLAIMER);
        build(Service.UPDATE_EXECUTOR);
        MemoryPlan memory = new MemoryPlan(6_000);
        ServiceChildren children = children(Map.of(Service.UPDATE_EXECUTOR, "512m"), new JvmSettings(memory, false));

        // when, then
        assertThat(children.service(Service.UPDATE_EXECUTOR).command()).contains("-Xmx512m");
        assertThat(children.service(Service.STORAGE_RECLAIMER).command())
                .contains("-Xmx" + memory.heap(Service.STORAGE_RECLAIMER));
        assertThat(children.broker().command()).contains("-Xmx" + memory.brokerHeap());
    }

    @Test
    void shouldDoWithoutTheBetterCompilerInAShortRunOnly() throws IOException {
        // given
        build(Service.UPDATE_EXECUTOR);
        String firstCompilerOnly = "-XX:TieredStopAtLevel=1";

        // when, then
        for (boolean isShortRun : new boolean[] {true, false}) {
            ServiceChildren children = children(Map.of(), new JvmSettings(MemoryPlan.SMALLEST, isShortRun));
            for (ChildSpec child : List.of(children.broker(), children.service(Service.UPDATE_EXECUTOR))) {
                assertThat(child.command().contains(firstCompilerOnly)).isEqualTo(isShortRun);
            }
        }
    }

    @Test
    void shouldKeepCrashReportsWithTheLogs() throws IOException {
        // given
        build(Service.UPDATE_EXECUTOR);
        String reports = "-XX:ErrorFile=" + directory.resolve("data/logs") + "/hs_err_pid%p.log";

        // when, then
        for (ChildSpec child : List.of(children().broker(), children().service(Service.UPDATE_EXECUTOR))) {
            assertThat(child.command()).contains(reports);
        }
    }

    @Test
    void shouldNameTheJarThatWasNotBuilt() {
        // when, then
        assertThatThrownBy(() -> children().service(Service.PATCH_INGEST))
                .hasMessageContaining(
                        directory.resolve("patch-ingest/target/quarkus-app/quarkus-run.jar") + " is not there");
    }

    private ServiceChildren children() {
        StandaloneConfiguration configuration = new StandaloneConfiguration(
                directory.resolve("data"),
                "127.0.0.1",
                9092,
                Map.of(),
                Map.of(
                        "slackwater.reclaimer.dry-run", "true",
                        "slackwater.executor.settle-time", "1s",
                        "slackwater.inventory.adoption.kernel.portion", "debian-12/kernel",
                        "slackwater.inventory.rows-per-round", "7",
                        "quarkus.log.level", "DEBUG"));
        return new ServiceChildren(new Installation(directory, Path.of("java")), configuration);
    }

    private ServiceChildren children(Map<Service, String> heaps, JvmSettings jvm) {
        StandaloneConfiguration configuration = new StandaloneConfiguration(
                directory.resolve("data"),
                "127.0.0.1",
                9092,
                Map.of(),
                Map.of(),
                heaps,
                jvm,
                ConsoleSettings.USUAL,
                Map.of());
        return new ServiceChildren(new Installation(directory, Path.of("java")), configuration);
    }

    private void build(Service service) throws IOException {
        Path jar = directory.resolve(service.module()).resolve("target/quarkus-app/quarkus-run.jar");
        Files.createDirectories(jar.getParent());
        Files.createFile(jar);
    }

    private static Properties readProperties(ChildSpec child) throws IOException {
        String option = "-Dquarkus.config.locations=";
        URI locations = child.command().stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> URI.create(argument.substring(option.length())))
                .findFirst()
                .orElseThrow();
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(locations))) {
            properties.load(reader);
        }
        return properties;
    }
}
