package io.slackwater.lab.guest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The initramfs of a lab guest: busybox, the guest agent with its libraries, and the modules of several kernels side by
 * side, so that the same initramfs boots with each of them. A guest whose kernel is not among them still boots and says
 * so on its console, but has neither disk, agent nor power button.
 */
final class Initramfs {

    /** Power button, virtio disk, serial port and panic device; what they depend on is found out. */
    private static final List<String> MODULES =
            List.of("button", "evdev", "virtio_pci", "virtio_console", "virtio_blk", "ext4", "pvpanic", "pvpanic_mmio");

    private final List<Path> roots;

    /**
     * @param roots where busybox-static, qemu-guest-agent and the packages that it depends on were extracted to, each to a
     *     directory of its own
     */
    Initramfs(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /**
     * Writes an initramfs.
     *
     * @param version what the guest reports as {@code VARIANT_ID} in its {@code os-release}
     * @param target replaced if it is there
     */
    void write(String version, List<GuestKernel> kernels, Path target) throws IOException {
        try (CpioArchive archive = new CpioArchive(Files.newOutputStream(target))) {
            archive.program("bin/busybox", Files.readAllBytes(find("bin/busybox", "usr/bin/busybox")));
            archive.program("init", resource("init.sh"));
            archive.program("sbin/shutdown", resource("shutdown.sh"));
            archive.program("etc/acpi/PWRF/00000080", resource("shutdown.sh"));
            archive.text("etc/initrd-release", version + "\n");
            addAgent(archive);
            for (GuestKernel kernel : kernels) {
                addModules(archive, kernel);
            }
        }
    }

    private void addAgent(CpioArchive archive) throws IOException {
        Path agent = find("usr/sbin/qemu-ga", "usr/bin/qemu-ga");
        archive.program("usr/sbin/qemu-ga", Files.readAllBytes(agent));
        Map<String, byte[]> libraries = SharedLibraries.contents(new SharedLibraries(roots).neededBy(agent));
        for (Map.Entry<String, byte[]> library : libraries.entrySet()) {
            archive.program(library.getKey(), library.getValue());
        }
    }

    private static void addModules(CpioArchive archive, GuestKernel kernel) throws IOException {
        String directory = "lib/modules/" + kernel.release();
        Map<String, byte[]> modules = new KernelModules(kernel.modules()).withDependencies(MODULES);
        for (Map.Entry<String, byte[]> module : modules.entrySet()) {
            archive.file(directory + "/" + module.getKey() + ".ko", module.getValue(), 0644);
        }
        archive.text(directory + "/load-order", String.join("\n", modules.keySet()) + "\n");
    }

    private Path find(String... places) throws IOException {
        return roots.stream()
                .flatMap(root -> Stream.of(places).map(root::resolve))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new IOException("none of the packages has " + String.join(" or ", places)));
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream resource = Initramfs.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(resource, name).readAllBytes();
        }
    }
}
