package io.slackwater.integration.hosts;

import io.slackwater.debian.ArchiveException;
import io.slackwater.integration.log.Progress;
import io.slackwater.integration.operator.Operator;
import io.slackwater.integration.services.LocalPlatform;
import io.slackwater.lab.UserCache;
import io.slackwater.lab.guest.GuestKit;
import io.slackwater.lab.host.GuestUser;
import io.slackwater.lab.host.LibvirtHost;
import io.slackwater.standalone.process.Supervisor;
import io.slackwater.standalone.services.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Real libvirt hosts and the installation that serves them: three that the tests of one run share, the last of them with
 * unprivileged guests, or some that a test has for itself. A test keeps to an operating system of its own: its volumes are named {@code <operating system>-<portion>-<version>},
 * and are adopted.
 */
public final class RealFleet implements AutoCloseable {

    private static final int HOSTS = 3;
    private static final Path LOGS = Path.of("target", "real-fleet");

    /** Tests run in several processes, each of which shares a fleet between its classes. */
    private static final String PROCESS = String.valueOf(ProcessHandle.current().pid());

    private final List<RealHost> hosts = new ArrayList<>();
    private final Path directory;
    private final GuestKit kit;
    private final boolean isPoolShared;
    private final LocalPlatform platform;

    private RealFleet(int count, boolean isPoolShared, Path logs, Map<String, String> settings)
            throws IOException, ArchiveException, InterruptedException {
        this.isPoolShared = isPoolShared;
        kit = GuestKit.ofThisMachine(UserCache.directory());
        directory = Files.createTempDirectory("slackwater-hosts-");
        try {
            for (int index = 1; index <= count; index++) {
                LibvirtHost host = LibvirtHost.start(directory, index, userOf(index));
                Path pool = isPoolShared && index > 1
                        ? hosts.get(0).pool()
                        : host.storage().resolve(RealHost.POOL);
                hosts.add(new RealHost(host, kit, directory, pool));
            }
            Supervisor.endOrphans(logs.resolve("children"));
            delete(logs);
            Map<String, String> properties = properties();
            properties.putAll(settings);
            platform = LocalPlatform.start(logs, properties);
        } catch (RuntimeException | InterruptedException | IOException failed) {
            closeHosts();
            throw failed;
        }
    }

    /** Guests of the last of the shared hosts may read and write only what is theirs. */
    private static GuestUser userOf(int index) {
        return index == HOSTS ? GuestUser.NOBODY : GuestUser.ROOT;
    }

    /** Starts the hosts that are shared. */
    static RealFleet start() {
        return start(HOSTS, false, logs(PROCESS), Map.of());
    }

    /**
     * Starts a single host with an installation of its own.
     *
     * @param name a directory's, for its logs
     * @param settings of the services, beyond those that all have
     */
    public static RealFleet ofOneHost(String name, Map<String, String> settings) {
        return start(1, false, logs(name), settings);
    }

    /**
     * Starts two hosts whose pools are one directory, with an installation of their own that knows of the first alone: see
     * {@link #ofOneHost} and {@link #declareSecond}.
     */
    static RealFleet ofTwoHostsOnOnePool(String name, Map<String, String> settings) {
        return start(2, true, logs(name), settings);
    }

    /** Declares the second host ACTIVE, once the first one's pool is marked. */
    void declareSecond() throws IOException, InterruptedException {
        Progress.patiently()
                .until(() -> hosts.get(0).has("slackwater-store:" + hosts.get(0).name() + ":" + RealHost.POOL));
        Operator.declare(
                platform.addressOf(Service.VM_INVENTORY),
                hosts.get(1).name(),
                hosts.get(1).uri());
    }

    private static Path logs(String name) {
        return LOGS.resolveSibling(LOGS.getFileName() + "-" + name);
    }

    private static RealFleet start(int count, boolean isPoolShared, Path logs, Map<String, String> settings) {
        try {
            return new RealFleet(count, isPoolShared, logs, settings);
        } catch (ArchiveException noArchive) {
            throw new TestAbortedException(
                    "this machine's apt leads to no Debian archive: " + noArchive.getMessage(), noArchive);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the fleet was made", interrupted);
        } catch (IOException failed) {
            throw new IllegalStateException("the fleet cannot be made", failed);
        }
    }

    /** The hosts; any test may define guests on any of them. */
    public List<RealHost> hosts() {
        return List.copyOf(hosts);
    }

    /** What the guests are made of. */
    public GuestKit kit() {
        return kit;
    }

    public LocalPlatform platform() {
        return platform;
    }

    @Override
    public void close() throws IOException {
        platform.close();
        closeHosts();
    }

    private void closeHosts() throws IOException {
        for (RealHost host : hosts) {
            host.close();
        }
        delete(directory);
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(Map.of(
                "slackwater.executor.settle-time", "1s",
                "slackwater.executor.stay-up", "2s",
                "slackwater.reclaimer.grace-time", "2s",
                "slackwater.reclaimer.first-delete-pause", "0s",
                "slackwater.inventory.watch.resync-interval", "5s"));
        for (RealHost host : isPoolShared ? hosts.subList(0, 1) : hosts) {
            String key = "slackwater.inventory.hosts." + host.name();
            properties.put(key + ".uri", host.uri());
            properties.put(key + ".mode", "ACTIVE");
        }
        adopt(properties, "golden", "base", "BASE_IMAGE");
        adopt(properties, "twice", "base", "BASE_IMAGE");
        adopt(properties, "pair", "kernel", "KERNEL");
        adopt(properties, "pair", "initrd", "INITRD");
        adopt(properties, "three", "kernel", "KERNEL");
        adopt(properties, "meanwhile", "kernel", "KERNEL");
        adopt(properties, "meanwhile", "initrd", "INITRD");
        adopt(properties, "bad", "kernel", "KERNEL");
        adopt(properties, "bad", "initrd", "INITRD");
        adopt(properties, "stopping", "kernel", "KERNEL");
        adopt(properties, "stopping", "initrd", "INITRD");
        adopt(properties, "restart", "kernel", "KERNEL");
        adopt(properties, "zombie", "kernel", "KERNEL");
        adopt(properties, "vanished", "kernel", "KERNEL");
        adopt(properties, "shared", "kernel", "KERNEL");
        adopt(properties, "crash", "kernel", "KERNEL");
        adopt(properties, "crash", "base", "BASE_IMAGE");
        return properties;
    }

    private static void adopt(Map<String, String> properties, String system, String portion, String kind) {
        String rule = "slackwater.inventory.adoption." + system + "-" + portion;
        properties.put(rule + ".volume", RealHost.volumeName(system, portion, "(?<version>.+)"));
        properties.put(rule + ".portion", system + "/" + portion);
        properties.put(rule + ".kind", kind);
        properties.put(rule + ".delete-without-artifact", "true");
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
