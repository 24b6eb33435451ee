package io.slackwater.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Java launcher stands in for the guest agent: a program with a loader, a library of its own, and libc. */
class InitramfsTest {

    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    private static final String LIBRARIES = "lib/x86_64-linux-gnu/";

    @TempDir
    Path directory;

    private Path root;

    @BeforeEach
    void extractPackages() throws IOException {
        assumeTrue(Files.isRegularFile(JAVA.resolve("lib/libjli.so")), "needs a JDK for Linux");
        root = directory.resolve("root");
        Path agent = root.resolve("usr/sbin/qemu-ga");
        copy(JAVA.resolve("bin/java"), agent);
        copy(JAVA.resolve("lib/libjli.so"), root.resolve(LIBRARIES + "libjli.so"));
        Files.createDirectories(root.resolve("bin"));
        Files.writeString(root.resolve("bin/busybox"), "busybox");
        // Whatever else the two need stands here as a copy of the library that needs nothing but them.
        for (Path reader : List.of(agent, root.resolve(LIBRARIES + "libjli.so"))) {
            for (String library : ElfFile.read(reader).neededLibraries()) {
                copyIfAbsent(JAVA.resolve("lib/libjli.so"), root.resolve(LIBRARIES + library));
            }
        }
        String loader = ElfFile.read(agent).interpreter().orElseThrow();
        copyIfAbsent(
                JAVA.resolve("lib/libjli.so"),
                root.resolve(LIBRARIES).resolve(Path.of(loader).getFileName()));
    }

    @Test
    void shouldHoldTheAgentWithItsLoaderAndLibraries() throws IOException {
        Map<String, String> members = write("1", List.of());

        String loader = ElfFile.read(JAVA.resolve("bin/java")).interpreter().orElseThrow();
        assertThat(members)
                .containsKeys("usr/sbin/qemu-ga", LIBRARIES + "libjli.so", LIBRARIES + "libc.so.6")
                .containsKey(loader.substring(1));
    }

    @Test
    void shouldHoldTheModulesOfEachKernelApartWithTheirLoadOrder() throws IOException {
        Map<String, String> members = write("1", List.of(kernel("6.1.0-1"), kernel("6.1.0-2")));

        for (String release : List.of("6.1.0-1", "6.1.0-2")) {
            assertThat(members)
                    .containsEntry("lib/modules/" + release + "/load-order", "virtio_ring\nvirtio_console\n")
                    .containsEntry("lib/modules/" + release + "/virtio_ring.ko", release + "\0depends=\0")
                    .containsKey("lib/modules/" + release + "/virtio_console.ko");
        }
    }

    @Test
    void shouldCarryItsVersionAndWhatPowersTheGuestOff() throws IOException {
        assertThat(write("2026.11", List.of()))
                .containsEntry("etc/initrd-release", "2026.11\n")
                .containsKeys("init", "sbin/shutdown", "etc/acpi/PWRF/00000080");
    }

    @Test
    void shouldNameTheLibraryThatNoPackageHas() throws IOException {
        Files.delete(root.resolve(LIBRARIES + "libc.so.6"));

        assertThatThrownBy(() -> write("1", List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("libc.so.6")
                .hasMessageContaining("qemu-ga");
    }

    @Test
    void shouldRefuseAnAgentThatIsCutShort() throws IOException {
        Path agent = root.resolve("usr/sbin/qemu-ga");
        byte[] whole = Files.readAllBytes(agent);
        Files.write(agent, Arrays.copyOf(whole, 100));

        assertThatThrownBy(() -> write("1", List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("qemu-ga");
    }

    private GuestKernel kernel(String release) throws IOException {
        Path modules = Files.createDirectories(directory.resolve(release));
        Files.writeString(modules.resolve("virtio_ring.ko"), release + "\0depends=\0");
        Files.writeString(modules.resolve("virtio_console.ko"), release + "\0depends=virtio_ring\0");
        return new GuestKernel(release, "1", "linux-image-" + release, modules.resolve("vmlinuz"), modules);
    }

    private Map<String, String> write(String version, List<GuestKernel> kernels) throws IOException {
        Path target = directory.resolve("initramfs");
        new Initramfs(List.of(root)).write(version, kernels, target);
        Map<String, String> members = new TreeMap<>();
        try (CpioArchiveInputStream cpio =
                new CpioArchiveInputStream(new GZIPInputStream(Files.newInputStream(target)))) {
            for (CpioArchiveEntry entry = cpio.getNextEntry(); entry != null; entry = cpio.getNextEntry()) {
                members.put(entry.getName(), new String(cpio.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        }
        return members;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static void copyIfAbsent(Path from, Path to) throws IOException {
        if (!Files.exists(to)) {
            copy(from, to);
        }
    }
}
