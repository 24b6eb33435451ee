package io.slackwater.lab.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlusterServerTest {

    @TempDir
    Path workDirectory;

    @Test
    void shouldServeTwoHostsAndLeaveNothingBehind() throws IOException {
        Optional<String> missing = GlusterServer.missing();
        assumeTrue(missing.isEmpty(), missing::toString);
        List<String> before = machine();
        Path target = workDirectory.resolve("mounted");

        try (GlusterServer server = GlusterServer.start(workDirectory, 64);
                LibvirtHost first = LibvirtHost.start(workDirectory, 1, server);
                LibvirtHost second = LibvirtHost.start(workDirectory, 2, server)) {
            server.addPool(first, "shared", target);
            server.addPool(second, "shared", target);
            first.virsh().run("vol-create-as", "shared", "volume", "1M");
            second.virsh().run("pool-refresh", "shared");

            assertThat(second.virsh().run("vol-list", "shared")).contains("volume");
            assertThat(target).isEmptyDirectory();
        }

        assertThat(machine()).isEqualTo(before);
        assertThat(ProcessHandle.allProcesses().map(ProcessHandle::info))
                .noneMatch(process -> process.commandLine().orElse("").contains(workDirectory.toString()));
    }

    /** What is mounted below the work directory, and the files of the machine's own GlusterFS. */
    private List<String> machine() throws IOException {
        Stream.Builder<String> found = Stream.builder();
        Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .filter(mount -> mount.contains(workDirectory.toString()))
                .forEach(found);
        for (String own : List.of("/var/lib/glusterd", "/var/log/glusterfs", "/run/gluster")) {
            Path directory = Path.of(own);
            if (Files.isDirectory(directory)) {
                try (Stream<Path> files = Files.walk(directory)) {
                    for (Path file : files.sorted().toList()) {
                        found.add(file.toString());
                    }
                }
            }
        }
        return found.build().toList();
    }
}
