package io.slackwater.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class KernelModulesTest {

    @TempDir
    Path directory;

    @Test
    void shouldOrderModulesSoThatEachComesAfterWhatItDependsOn() throws IOException {
        module("drivers/virtio_pci.ko", "virtio_ring,virtio");
        module("drivers/virtio.ko", "virtio_ring");
        module("drivers/virtio_ring.ko", "");
        module("drivers/unwanted.ko", "");

        assertThat(new KernelModules(directory).withDependencies(List.of("virtio_pci")))
                .containsOnlyKeys("virtio_ring", "virtio", "virtio_pci")
                .satisfies(
                        modules -> assertThat(modules.keySet()).containsExactly("virtio_ring", "virtio", "virtio_pci"));
    }

    @Test
    void shouldFindModulesWhoseFilesHaveHyphensInTheirNames() throws IOException {
        module("misc/pvpanic-mmio.ko", "pvpanic-core");
        module("misc/pvpanic-core.ko", "");

        assertThat(new KernelModules(directory)
                        .withDependencies(List.of("pvpanic_mmio"))
                        .keySet())
                .containsExactly("pvpanic_core", "pvpanic_mmio");
    }

    @Test
    void shouldLeaveOutWhatAKernelHasBuiltIn() throws IOException {
        module("ext4.ko", "");

        assertThat(new KernelModules(directory)
                        .withDependencies(List.of("built_in", "ext4"))
                        .keySet())
                .containsExactly("ext4");
    }

    @Test
    void shouldExpandCompressedModules() throws IOException {
        byte[] plain = modinfo("");
        try (OutputStream compressed =
                new XZOutputStream(Files.newOutputStream(directory.resolve("button.ko.xz")), new LZMA2Options(0))) {
            compressed.write(plain);
        }

        assertThat(new KernelModules(directory).withDependencies(List.of("button")))
                .hasEntrySatisfying("button", content -> assertThat(content).isEqualTo(plain));
    }

    @Test
    void shouldNameTheModuleThatThePackageLacks() throws IOException {
        module("virtio.ko", "virtio_ring");

        assertThatThrownBy(() -> new KernelModules(directory).withDependencies(List.of("virtio")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("virtio_ring");
    }

    @Test
    void shouldRefuseWhatIsNoModule() throws IOException {
        Files.writeString(directory.resolve("fake.ko"), "not a module");

        assertThatThrownBy(() -> new KernelModules(directory).withDependencies(List.of("fake")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fake");
    }

    private void module(String path, String dependencies) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.write(file, modinfo(dependencies));
    }

    private static byte[] modinfo(String dependencies) {
        return ("\u007fELF\0license=GPL\0depends=" + dependencies + "\0name=x\0").getBytes(StandardCharsets.US_ASCII);
    }
}
