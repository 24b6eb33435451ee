package io.slackwater.standalone.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.process.ChildDeath;
import io.slackwater.standalone.process.ProcessIdentity;
import io.slackwater.standalone.process.SupervisorListener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void shouldLeaveARunningInstallationAlone() throws Exception {
        // given
        Process running = holder();
        Process child = started(new ProcessBuilder("sleep", "120"));
        String children =
                child.pid() + " " + ProcessIdentity.of(child.toHandle()).orElseThrow() + System.lineSeparator();
        Files.writeString(directory.resolve("data/children"), children);

        // when, then
        assertThatThrownBy(() -> platform(0))
                .isInstanceOf(AlreadyRunningException.class)
                .hasMessageContaining("already running here (pid " + running.pid() + ")");
        assertThat(child.isAlive()).isTrue();
        assertThat(directory.resolve("data/children")).hasContent(children);
    }

    @Test
    void shouldTakeTheDirectoryOfAnInstallationThatWasKilledAndEndItsChildren() throws Exception {
        // given
        Process killed = holder();
        Process orphan = started(new ProcessBuilder("sleep", "120"));
        Files.writeString(
                directory.resolve("data/children"),
                orphan.pid() + " " + ProcessIdentity.of(orphan.toHandle()).orElseThrow());
        killed.destroyForcibly().waitFor();

        // when
        platform(0).close();

        // then
        assertThat(orphan.waitFor()).isNotZero();
    }

    @Test
    void shouldGiveTheDirectoryBackWhenItIsClosed() {
        // given
        platform(0).close();

        // when, then
        platform(0).close();
    }

    @Test
    void shouldStartNothingWhereAPortIsTakenAndSayByWhom() throws IOException {
        // given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // when, then
            assertThatThrownBy(() -> platform(taken.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("update-executor cannot listen on 127.0.0.1:" + taken.getLocalPort()
                            + ": process " + ProcessHandle.current().pid())
                    .hasMessageContaining(
                            "Set update-executor.port to another, or to 0 for any that is free: what has the"
                                    + " ports may be another installation, which should go on");
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void shouldLeaveADirectoryThatWasThereWhereAPortIsTaken() throws IOException {
        // given
        Path kept = Files.createFile(
                Files.createDirectory(directory.resolve("data")).resolve("kept"));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {

            // when
            assertThatThrownBy(() -> platform(taken.getLocalPort())).isInstanceOf(PortTakenException.class);

            // then
            assertThat(directory.resolve("data")).isDirectoryContaining("glob:**/kept");
            assertThat(kept).hasSize(0);
            platform(0).close();
        }
    }

    @Test
    void shouldSayWhereItIsReachedWhileItRuns() {
        // given
        Path data = directory.resolve("data");
        Platform platform = platform(0);

        // when: it gets no further, for its services were not built
        assertThatThrownBy(platform::start).hasMessageContaining("is not there");

        // then
        assertThat(Endpoints.ofRunning(data)).hasValueSatisfying(running -> {
            assertThat(running.broker()).isEqualTo(platform.bootstrapServers());
            assertThat(running.services())
                    .containsEntry(Service.VM_INVENTORY, platform.addressOf(Service.VM_INVENTORY))
                    .hasSameSizeAs(Service.values());
            assertThat(running.management())
                    .containsEntry(Service.VM_INVENTORY, platform.managementOf(Service.VM_INVENTORY))
                    .hasSameSizeAs(Service.values())
                    .doesNotContainValue(platform.addressOf(Service.VM_INVENTORY));
        });
        platform.close();
        assertThat(Endpoints.ofRunning(data)).isEmpty();
    }

    private Process holder() throws IOException {
        Path held = directory.resolve("held");
        Process holder = started(new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                DirectoryHolder.class.getName(),
                directory.resolve("data").toString(),
                held.toString()));
        await().atMost(PATIENCE).until(() -> Files.exists(held));
        return holder;
    }

    private Process started(ProcessBuilder program) throws IOException {
        Process process = program.inheritIO().start();
        processes.add(process);
        return process;
    }

    private Platform platform(int executorPort) {
        Map<Service, Integer> ports = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            ports.put(service, 0);
        }
        ports.put(Service.UPDATE_EXECUTOR, executorPort);
        StandaloneConfiguration configuration =
                new StandaloneConfiguration(directory.resolve("data"), "127.0.0.1", 0, ports, Map.of());
        return new Platform(new Installation(directory, Path.of("java")), configuration, new SupervisorListener() {
            @Override
            public void up(String name, Duration took) {}

            @Override
            public void notAlive(String name, String reason, Duration since) {}

            @Override
            public void died(ChildDeath death) {}
        });
    }
}
