package io.slackwater.inventory.app;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedFleetServer;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real broker with provisioned topics, and two simulated hosts, each with one VM on an old kernel. */
public final class BrokerAndFleet implements QuarkusTestResourceLifecycleManager {

    static final String CONFIGURED_HOST = "host-a";
    static final String POSTED_HOST = "host-b";
    static final String VM_A = "aaaaaaaa-2222-3333-4444-555555555555";
    static final String VM_B = "bbbbbbbb-2222-3333-4444-555555555555";
    static final String POSTED_URI = "slackwater.test.posted-uri";

    private @Nullable EmbeddedBroker broker;
    private @Nullable SimulatedFleet fleet;
    private @Nullable SimulatedFleetServer server;

    @Override
    public Map<String, String> start() {
        // An application that ran in this JVM before has left its meters, whose gauges would be read instead of the new
        // ones.
        Metrics.globalRegistry.clear();
        try {
            Path directory = Files.createTempDirectory("vm-inventory-test");
            EmbeddedBroker started = EmbeddedBroker.start(BrokerConfiguration.local(directory.resolve("broker")));
            broker = started;
            new TopicProvisioner(Map.of("bootstrap.servers", started.bootstrapServers()), ProvisioningPlan.SINGLE_NODE)
                    .provision();
            SimulatedFleetServer serving = startFleet();
            server = serving;
            return Map.of(
                    "kafka.bootstrap.servers",
                    started.bootstrapServers(),
                    "kafka-streams.state.dir",
                    directory.resolve("state").toString(),
                    "slackwater.inventory.hosts.host-a.uri",
                    serving.uri(CONFIGURED_HOST),
                    "slackwater.inventory.hosts.host-a.labels.rack",
                    "1",
                    "slackwater.inventory.adoption.kernels.volume",
                    "vmlinuz-(?<version>.+)",
                    "slackwater.inventory.adoption.kernels.portion",
                    "debian-12/kernel",
                    "slackwater.inventory.adoption.kernels.kind",
                    "KERNEL",
                    POSTED_URI,
                    serving.uri(POSTED_HOST));
        } catch (IOException | HypervisorException failed) {
            throw new IllegalStateException("The test's surroundings did not start", failed);
        }
    }

    private SimulatedFleetServer startFleet() throws HypervisorException, IOException {
        SimulatedFleet simulated = new SimulatedFleet();
        fleet = simulated;
        addHost(simulated, CONFIGURED_HOST, VM_A);
        addHost(simulated, POSTED_HOST, VM_B);
        return SimulatedFleetServer.start(simulated, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static void addHost(SimulatedFleet fleet, String name, String vmId) throws HypervisorException {
        SimulatedHost host = fleet.addHost(name);
        SimulatedPool pool = host.createPool("default", 1_000_000);
        pool.upload("vmlinuz-6.1.0-1", "raw", "a kernel".getBytes(StandardCharsets.UTF_8));
        host.define(
                """
                <domain type='kvm'><name>vm-on-%s</name><uuid>%s</uuid>
                <os><type>hvm</type><kernel>%s/vmlinuz-6.1.0-1</kernel></os>
                </domain>
                """
                        .formatted(name, vmId, pool.targetPath()));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
        if (fleet != null) {
            fleet.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
