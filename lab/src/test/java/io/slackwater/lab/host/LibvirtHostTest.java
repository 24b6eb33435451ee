package io.slackwater.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.lab.LabException;
import io.slackwater.lab.ProgramRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibvirtHostTest {

    @TempDir
    Path workDirectory;

    @BeforeAll
    static void needsLibvirt() {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
    }

    @Test
    void shouldAnswerUnderANameAndIdentityOfItsOwn() {
        try (LibvirtHost host = LibvirtHost.start(workDirectory, 1);
                LibvirtHost other = LibvirtHost.start(workDirectory, 2)) {
            assertThat(host.virsh().run("hostname")).isEqualTo("lab-1");
            assertThat(other.virsh().run("hostname")).isEqualTo("lab-2");
            assertThat(hostUuid(host)).isNotEqualTo(hostUuid(other));
        }
    }

    @Test
    void shouldLeaveNeitherProcessNorMountBehind() throws IOException {
        String mountsBefore = Files.readString(Path.of("/proc/self/mounts"));

        try (LibvirtHost host = LibvirtHost.start(workDirectory, 1)) {
            assertThat(processesOver(workDirectory)).isNotEmpty();
            assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(mountsBefore);
            assertThat(host.storage()).isDirectory();
        }

        assertThat(processesOver(workDirectory)).isEmpty();
        assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(mountsBefore);
    }

    @Test
    void shouldTouchNothingOfTheMachinesOwnLibvirt() throws IOException {
        List<String> before = machinesOwnFiles();

        try (LibvirtHost host = LibvirtHost.start(workDirectory, 1)) {
            host.virsh()
                    .run(
                            "pool-create-as",
                            "own",
                            "dir",
                            "--target",
                            host.storage().toString());

            assertThat(machinesOwnFiles()).isEqualTo(before);
        }

        assertThat(machinesOwnFiles()).isEqualTo(before);
    }

    @Test
    void shouldComeBackWithItsDefinitionsAfterAKill() {
        try (LibvirtHost host = LibvirtHost.start(workDirectory, 1)) {
            host.virsh()
                    .run(
                            "pool-define-as",
                            "kept",
                            "dir",
                            "--target",
                            host.storage().toString());

            host.kill();
            assertThat(host.virsh().attempt("hostname").succeeded()).isFalse();
            host.restart();

            assertThat(host.virsh().run("pool-list", "--all", "--name")).isEqualTo("kept");
        }
    }

    @Test
    void shouldBeStartedAgainAfterACrashAsTheServiceOfDebianIs() {
        try (LibvirtHost host = LibvirtHost.start(workDirectory, 1)) {
            host.crash();
            await().until(() -> daemonLog().contains("libvirtd crashed with signal 11"));

            await().until(() -> host.virsh().attempt("hostname").succeeded());
            host.hang();
            host.unhang();
            host.kill();
            assertThat(host.virsh().attempt("hostname").succeeded()).isFalse();
        }
    }

    @Test
    void shouldStartCleanOverWhatAnEarlierRunLeft() {
        try (LibvirtHost earlier = LibvirtHost.start(workDirectory, 1)) {
            earlier.virsh()
                    .run(
                            "pool-define-as",
                            "left",
                            "dir",
                            "--target",
                            earlier.storage().toString());
        }

        try (LibvirtHost host = LibvirtHost.start(workDirectory, 1)) {
            assertThat(host.virsh().run("pool-list", "--all", "--name")).isEmpty();
        }
    }

    @Test
    void shouldRefuseADirectoryThatAnotherRunIsUsing() {
        try (LibvirtHost first = LibvirtHost.start(workDirectory, 1)) {
            assertThatThrownBy(() -> LibvirtHost.start(workDirectory, 1))
                    .isInstanceOf(LabException.class)
                    .hasMessageContaining("another run is using");
            assertThat(first.virsh().run("hostname")).isEqualTo("lab-1");
        }
    }

    @Test
    void shouldRefuseADirectoryWhoseSocketCouldNotBeNamed() {
        assertThatThrownBy(() -> LibvirtHost.start(workDirectory.resolve("x".repeat(120)), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM", "INT"})
    void shouldEndWithTheProcessThatStartedItHoweverThatEnds(String signal) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostOfAnotherProcess.class.getName(),
                        workDirectory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            assertThat(output.readLine()).startsWith("qemu+unix:");
            List<ProcessHandle> started = process.descendants().toList();
            assertThat(started).extracting(ProcessHandle::isAlive).isNotEmpty().containsOnly(true);

            ProgramRun.of(Duration.ofSeconds(5), List.of("kill", "-s", signal, Long.toString(process.pid())))
                    .orFail("kill");

            await().until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(processesOver(workDirectory)).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldStartSeveralAtOnceAndOutliveOneAnother() {
        try (LibvirtHost first = LibvirtHost.start(workDirectory, 1);
                LibvirtHost third = LibvirtHost.start(workDirectory, 3)) {
            try (LibvirtHost second = LibvirtHost.start(workDirectory, 2)) {
                assertThat(second.virsh().run("hostname")).isEqualTo("lab-2");
                first.kill();
            }

            assertThat(third.virsh().run("hostname")).isEqualTo("lab-3");
            first.restart();
            assertThat(first.virsh().run("hostname")).isEqualTo("lab-1");
        }
    }

    @Test
    void shouldNotAnswerWhileItHangs() {
        try (LibvirtHost host = LibvirtHost.start(workDirectory, 1)) {
            host.hang();
            ProgramRun call = ProgramRun.of(
                    Duration.ofSeconds(10), List.of("timeout", "1", "virsh", "--connect", host.uri(), "hostname"));
            host.unhang();

            assertThat(call.exitCode()).isEqualTo(124);
            assertThat(host.virsh().run("hostname")).isEqualTo("lab-1");
        }
    }

    private String daemonLog() throws IOException {
        return Files.readString(workDirectory.resolve("host-1/log/daemon.log"));
    }

    private static String hostUuid(LibvirtHost host) {
        return host.virsh()
                .run("capabilities")
                .lines()
                .filter(line -> line.contains("<uuid>"))
                .findFirst()
                .orElseThrow();
    }

    /** The processes that see a directory mounted somewhere: those of the hosts below it. */
    private static List<Long> processesOver(Path directory) {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> mountsOf(pid).contains(directory.getFileName() + "/"))
                .toList();
    }

    private static String mountsOf(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "mountinfo"));
        } catch (IOException hasEnded) {
            return "";
        }
    }

    private static List<String> machinesOwnFiles() throws IOException {
        StringBuilder files = new StringBuilder();
        for (String own : List.of("/etc/libvirt", "/run/libvirt", "/var/lib/libvirt", "/var/cache/libvirt")) {
            Path directory = Path.of(own);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> found = Files.walk(directory)) {
                    for (Path file : found.sorted().toList()) {
                        files.append(file)
                                .append(' ')
                                .append(Files.getLastModifiedTime(file))
                                .append('\n');
                    }
                }
            }
        }
        return files.toString().lines().toList();
    }
}
