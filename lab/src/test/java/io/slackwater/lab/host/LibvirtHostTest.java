package io.slackwater.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibvirtHostTest {

    @TempDir
    Path workDirectory;

    @BeforeAll
    static void needsLibvirt() {
        Optional<String> missing = Prerequisites.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
    }

    @Test
    void shouldAnswerUnderItsOwnNameAndIdentity() {
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
        Path root = workDirectory.resolve("host-1");

        try (LibvirtHost host = LibvirtHost.start(workDirectory, 1)) {
            assertThat(processesNaming(root)).isNotEmpty();
            assertThat(Files.readString(Path.of("/proc/self/mounts"))).isEqualTo(mountsBefore);
            assertThat(host.storage()).isDirectory();
        }

        assertThat(processesNaming(root)).isEmpty();
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

    private static String hostUuid(LibvirtHost host) {
        return host.virsh()
                .run("capabilities")
                .lines()
                .filter(line -> line.contains("<uuid>"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> processesNaming(Path directory) {
        return ProcessHandle.allProcesses()
                .flatMap(process -> process.info().commandLine().stream())
                .filter(commandLine -> commandLine.contains(directory.toString()))
                .toList();
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
