package io.slackwater.integration.pipeline;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedFleetServer;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.integration.offer.OfferedPortion;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A simulated host whose VMs all run from one kernel volume, and its owner. */
final class KernelFleet implements AutoCloseable {

    static final String HOST = "host-1";
    static final String POOL = "images";
    static final String STORE = HOST + "/" + POOL;
    static final String OLDER = "6.1.0-41-cloud-amd64";
    static final String NEWER = "6.1.0-42-cloud-amd64";
    static final String OLD_VOLUME = "vmlinuz-" + OLDER;
    static final int KERNEL_BYTES = 64 * 1024;

    private static final long POOL_BYTES = 1L << 30;

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final SimulatedHost host = fleet.addHost(HOST);
    private final SimulatedPool pool = host.createPool(POOL, POOL_BYTES);
    private final List<UUID> vms = new ArrayList<>();
    private final SimulatedFleetServer server;

    /** Makes the VMs and starts them. */
    KernelFleet(int count) throws HypervisorException, IOException {
        String kernel = pool.upload(OLD_VOLUME, "raw", kernel(OLDER)).path();
        for (int index = 1; index <= count; index++) {
            UUID vm = host.define(definition("vm-" + index, kernel));
            host.start(vm);
            vms.add(vm);
        }
        server = SimulatedFleetServer.start(fleet, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** Returns a kernel that reports its release when a simulated guest boots it. */
    static byte[] kernel(String release) {
        return Arrays.copyOf(("kernel-release: " + release + "\n").getBytes(StandardCharsets.UTF_8), KERNEL_BYTES);
    }

    /** Returns the change that brings the newer kernel. */
    static OfferedPortion newerKernel() {
        return OfferedPortion.kernel("debian/kernel", NEWER, kernel(NEWER));
    }

    /** Returns what the services are told of the fleet, with waits of a second instead of minutes and days. */
    Map<String, String> serviceProperties() {
        String key = "slackwater.inventory.hosts." + HOST;
        String rule = "slackwater.inventory.adoption.kernel";
        Map<String, String> properties = new HashMap<>(Map.of(
                rule + ".volume", "vmlinuz-(?<version>.+)",
                rule + ".portion", "debian/kernel",
                rule + ".kind", "KERNEL",
                rule + ".delete-without-artifact", "true"));
        properties.putAll(Map.of(
                key + ".uri",
                server.uri(HOST),
                key + ".mode",
                "ACTIVE",
                "slackwater.inventory.watch.resync-interval",
                "5s",
                "slackwater.executor.settle-time",
                "1s",
                "slackwater.executor.stay-up",
                "1s",
                "slackwater.reclaimer.grace-time",
                "1s",
                "slackwater.reclaimer.first-delete-pause",
                "0s"));
        return properties;
    }

    /** Returns the ids of the VMs, in the order in which they were made. */
    List<String> vms() {
        return vms.stream().map(UUID::toString).toList();
    }

    void shutDownAll() throws HypervisorException {
        shutDown(vms());
    }

    void shutDown(List<String> which) throws HypervisorException {
        for (String vm : which) {
            host.shutdown(UUID.fromString(vm));
        }
    }

    void startAll() throws HypervisorException {
        start(vms());
    }

    void start(List<String> which) throws HypervisorException {
        for (String vm : which) {
            host.start(UUID.fromString(vm));
        }
    }

    List<Domain> domains() {
        return host.domains();
    }

    List<String> volumes() throws HypervisorException {
        try (var connection = fleet.open("simulated://here/" + HOST)) {
            return connection.pool(POOL).orElseThrow().volumes().stream()
                    .map(volume -> volume.name())
                    .toList();
        }
    }

    @Override
    public void close() {
        server.close();
        fleet.close();
    }

    private static String definition(String name, String kernel) {
        return """
            <domain type='qemu'>
              <name>%s</name>
              <uuid>%s</uuid>
              <memory unit='MiB'>128</memory>
              <os>
                <type arch='x86_64' machine='pc'>hvm</type>
                <kernel>%s</kernel>
              </os>
              <devices>
                <channel type='unix'>
                  <target type='virtio' name='org.qemu.guest_agent.0'/>
                </channel>
              </devices>
            </domain>
            """
                .formatted(name, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)), kernel);
    }
}
