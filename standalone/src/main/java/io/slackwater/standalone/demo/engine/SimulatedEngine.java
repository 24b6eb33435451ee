package io.slackwater.standalone.demo.engine;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedFleetServer;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.standalone.text.Count;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A simulated fleet in this process, which the services reach over a loopback connection as they would reach hosts. The
 * services, the broker and all that they do are real; only the machines are not.
 */
public final class SimulatedEngine implements Engine {

    private static final int VMS_PER_HOST = 50;
    private static final long POOL_BYTES = 1L << 30;
    private static final int KERNEL_BYTES = 64 * 1024;
    private static final int LEAST_IN_FLIGHT = 200;
    private static final int IN_FLIGHT_SHARE = 20;
    private static final String OLDER = "6.1.0-41-cloud-amd64";
    private static final String NEWER = "6.1.0-42-cloud-amd64";
    private static final Duration ALL_SHUTDOWNS = Duration.ofSeconds(15);

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final SimulatedFleetServer server;
    private final List<SimulatedHost> hosts = new ArrayList<>();
    private final List<String> vms = new ArrayList<>();
    private final Map<String, SimulatedHost> hostOf = new ConcurrentHashMap<>();
    private final int count;

    private SimulatedEngine(int count) throws IOException {
        this.count = count;
        this.server = SimulatedFleetServer.start(fleet, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        for (int index = 0; index * VMS_PER_HOST < count; index++) {
            hosts.add(fleet.addHost("host-" + (index + 1)));
        }
    }

    /** Starts a fleet of hosts that is to get so many VMs. */
    public static SimulatedEngine start(int vms) {
        try {
            return new SimulatedEngine(vms);
        } catch (IOException failed) {
            throw new EngineException("The simulated fleet cannot listen on 127.0.0.1: " + failed.getMessage(), failed);
        }
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public Map<String, String> serviceProperties() {
        Map<String, String> properties = new HashMap<>(DemoFleet.impatience(count));
        properties.putAll(DemoFleet.adoption());
        properties.put(
                "slackwater.executor.max-in-flight",
                String.valueOf(Math.max(LEAST_IN_FLIGHT, count / IN_FLIGHT_SHARE)));
        properties.put("slackwater.executor.per-host", "20");
        hosts.forEach(host -> properties.putAll(DemoFleet.host(host.name(), server.uri(host.name()))));
        return properties;
    }

    @Override
    public void populate(Consumer<String> say) {
        try {
            for (SimulatedHost host : hosts) {
                populate(host);
            }
        } catch (HypervisorException refused) {
            throw new EngineException("The simulated fleet cannot be made: " + refused.getMessage(), refused);
        }
        say.accept("  " + Count.of(vms.size(), "simulated VM") + " with kernel " + OLDER + " on "
                + Count.of(hosts.size(), "host"));
    }

    private void populate(SimulatedHost host) throws HypervisorException {
        SimulatedPool pool = host.createPool(DemoFleet.POOL, POOL_BYTES);
        String kernel = pool.upload(DemoFleet.VOLUME_PREFIX + OLDER, "raw", kernel(OLDER))
                .path();
        for (int index = 0; index < VMS_PER_HOST && vms.size() < count; index++) {
            String name = "vm-" + (vms.size() + 1);
            UUID id = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
            host.define(definition(id, name, kernel));
            host.start(id);
            hostOf.put(id.toString(), host);
            vms.add(id.toString());
        }
    }

    /** What stands for a kernel here: the simulated guest reads from it which release it is to report. */
    private static byte[] kernel(String release) {
        byte[] header = ("kernel-release: " + release + "\n").getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(header, KERNEL_BYTES);
    }

    private static String definition(UUID id, String name, String kernel) {
        return """
            <domain type='qemu'>
              <name>%s</name>
              <uuid>%s</uuid>
              <memory unit='MiB'>128</memory>
              <os>
                <type arch='x86_64' machine='pc'>hvm</type>
                <kernel>%s</kernel>
                <cmdline>console=ttyS0</cmdline>
              </os>
              <devices>
                <channel type='unix'>
                  <target type='virtio' name='org.qemu.guest_agent.0'/>
                </channel>
              </devices>
            </domain>
            """
                .formatted(name, id, kernel);
    }

    /** Refreshes every pool, as {@code virsh pool-refresh} does: whoever watches a host reads it again. */
    public void refreshPools() {
        hosts.forEach(host -> host.pools().forEach(pool -> pool.setActive(true)));
    }

    @Override
    public List<String> vms() {
        return List.copyOf(vms);
    }

    @Override
    public void offerChange(URI patchIngest) throws InterruptedException {
        new ChangeUpload(patchIngest).submit(NEWER, kernel(NEWER));
    }

    @Override
    public Duration betweenShutdowns() {
        return ALL_SHUTDOWNS.dividedBy(Math.max(1, count));
    }

    @Override
    public Duration ownersPatience() {
        return Duration.ofSeconds(5);
    }

    @Override
    public void shutDown(String vm) {
        try {
            host(vm).shutdown(UUID.fromString(vm));
        } catch (HypervisorException refused) {
            throw new EngineException("VM " + vm + " cannot be shut down: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void start(String vm) {
        try {
            host(vm).start(UUID.fromString(vm));
        } catch (HypervisorException refused) {
            throw new EngineException("VM " + vm + " cannot be started: " + refused.getMessage(), refused);
        }
    }

    private SimulatedHost host(String vm) {
        SimulatedHost host = hostOf.get(vm);
        if (host == null) {
            throw new EngineException("The simulated fleet has no VM " + vm);
        }
        return host;
    }

    @Override
    public boolean holds(VolumeRef volume) {
        String host = volume.getStore().substring(0, volume.getStore().indexOf('/'));
        try (var connection = fleet.open("simulated://here/" + host)) {
            return connection
                    .pool(DemoFleet.POOL)
                    .flatMap(pool -> pool.volume(volume.getVolume()))
                    .isPresent();
        } catch (HypervisorException refused) {
            throw new EngineException(
                    "Store " + volume.getStore() + " cannot be read: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        server.close();
        fleet.close();
    }
}
