package io.slackwater.standalone.demo.engine;

import io.slackwater.debian.ArchiveException;
import io.slackwater.lab.LabException;
import io.slackwater.lab.UserCache;
import io.slackwater.lab.guest.GuestDefinition;
import io.slackwater.lab.guest.GuestKit;
import io.slackwater.lab.guest.Guests;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.schemas.VolumeRef;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Real guests in QEMU, on a private libvirt host that knows nothing of the machine's own. They boot the older of two Debian
 * kernels; the newer one patch-ingest finds in the archive by itself.
 */
public final class QemuEngine implements Engine {

    private static final String HOST = "lab";
    private static final int MEMORY_MEBIBYTES = 128;
    private static final Duration BOOT_LIMIT = Duration.ofMinutes(2);

    private final LibvirtHost host;
    private final Guests guests;
    private final GuestKit kit;
    private final KernelSource source;
    private final Path directory;
    private final int count;
    private final Map<String, String> names = new LinkedHashMap<>();

    private QemuEngine(LibvirtHost host, GuestKit kit, KernelSource source, Path directory, int count) {
        this.host = host;
        this.guests = new Guests(host);
        this.kit = kit;
        this.source = source;
        this.directory = directory;
        this.count = count;
    }

    /**
     * Starts a private libvirt host.
     *
     * @param archives empty for what the machine's apt is set up with
     * @param directory for everything that it makes, except what it downloads, which it keeps for the next demo
     */
    public static QemuEngine start(int vms, List<ArchiveChoice> archives, Path directory, Consumer<String> say) {
        KernelSource source = new KernelSource(archives);
        try {
            say.accept("Fetching two Debian kernels, busybox and the guest agent from " + source.inWords()
                    + " (kept in " + UserCache.directory() + ") ...");
            GuestKit kit = source.fetch(UserCache.directory());
            say.accept("  older: " + kit.older().release() + ", newer: "
                    + kit.newer().release());
            return new QemuEngine(LibvirtHost.start(directory, 1), kit, source, directory, vms);
        } catch (ArchiveException | IOException | LabException failed) {
            throw new EngineException("The demo's libvirt host cannot be made: " + failed.getMessage(), failed);
        }
    }

    @Override
    public String name() {
        return "qemu";
    }

    @Override
    public Map<String, String> serviceProperties() {
        Map<String, String> properties = new HashMap<>(DemoFleet.impatience(count));
        properties.putAll(DemoFleet.adoption());
        properties.putAll(DemoFleet.host(HOST, host.uri()));
        properties.putAll(source.ingestProperties(kit));
        return properties;
    }

    @Override
    public void populate(Consumer<String> say) {
        try {
            Path initramfs = directory.resolve("initramfs");
            kit.writeInitramfs("1", initramfs);
            guests.createPool(DemoFleet.POOL);
            Path kernel = guests.upload(
                    DemoFleet.POOL,
                    DemoFleet.VOLUME_PREFIX + kit.older().release(),
                    kit.older().image());
            Path initrd = guests.upload(DemoFleet.POOL, "initramfs", initramfs);
            Files.delete(initramfs);
            for (int index = 1; index <= count; index++) {
                define("guest-" + index, kernel, initrd);
            }
            names.values().forEach(guests::start);
            names.values()
                    .forEach(name -> say.accept("  " + name + " has booted and says: kernel "
                            + guests.awaitReport(name, BOOT_LIMIT).kernelRelease()));
        } catch (IOException | LabException failed) {
            throw new EngineException("The guests cannot be made: " + failed.getMessage(), failed);
        }
    }

    private void define(String name, Path kernel, Path initrd) {
        GuestDefinition definition =
                new GuestDefinition(name, MEMORY_MEBIBYTES, kernel, initrd, Optional.empty(), guests.consoleOf(name));
        names.put(guests.define(definition).toString(), name);
    }

    @Override
    public List<String> vms() {
        return List.copyOf(names.keySet());
    }

    @Override
    public void offerChange(URI patchIngest) {
        // Debian has offered it already: patch-ingest looks there by itself.
    }

    @Override
    public Duration betweenShutdowns() {
        return Duration.ofSeconds(4);
    }

    @Override
    public Duration ownersPatience() {
        return Duration.ofSeconds(15);
    }

    @Override
    public void shutDown(String vm) {
        act(() -> guests.shutdown(nameOf(vm)), "shut down", vm);
    }

    @Override
    public void start(String vm) {
        act(() -> guests.start(nameOf(vm)), "started", vm);
    }

    private void act(Runnable action, String verb, String vm) {
        try {
            action.run();
        } catch (LabException refused) {
            throw new EngineException(nameOf(vm) + " cannot be " + verb + ": " + refused.getMessage(), refused);
        }
    }

    private String nameOf(String vm) {
        String name = names.get(vm);
        if (name == null) {
            throw new EngineException("The demo has no guest " + vm);
        }
        return name;
    }

    @Override
    public boolean holds(VolumeRef volume) {
        return Files.exists(Path.of(volume.getPath()));
    }

    @Override
    public void close() {
        host.close();
    }
}
