package io.slackwater.executor.app;

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

/** A real broker with provisioned topics, and a simulated host with one VM on an old kernel, with a guest agent. */
public final class BrokerAndFleet implements QuarkusTestResourceLifecycleManager {

    static final String HOST = "host-1";
    static final String VM = "11111111-2222-3333-4444-555555555555";
    static final String OLD_KERNEL = "vmlinuz-6.1";
    static final String NEW_KERNEL = "vmlinuz-6.2";
    static final String HOST_URI = "slackwater.test.host-uri";

    private @Nullable EmbeddedBroker broker;
    private @Nullable SimulatedFleet fleet;
    private @Nullable SimulatedFleetServer server;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("executor-it");
            EmbeddedBroker started = EmbeddedBroker.start(BrokerConfiguration.local(directory.resolve("broker")));
            broker = started;
            new TopicProvisioner(Map.of("bootstrap.servers", started.bootstrapServers()), ProvisioningPlan.SINGLE_NODE)
                    .provision();
            return Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", started.bootstrapServers()),
                    Map.entry(
                            "kafka-streams.state.dir",
                            directory.resolve("state").toString()),
                    Map.entry(HOST_URI, startFleet()),
                    Map.entry("slackwater.executor.settle-time", "1s"),
                    Map.entry("slackwater.executor.stay-up", "1s"),
                    Map.entry("slackwater.executor.agent-timeout", "20s"),
                    Map.entry("slackwater.executor.retry-pause", "1s"));
        } catch (IOException | HypervisorException failed) {
            throw new IllegalStateException("The test's surroundings did not start", failed);
        }
    }

    private String startFleet() throws HypervisorException, IOException {
        SimulatedFleet simulated = new SimulatedFleet();
        fleet = simulated;
        SimulatedHost host = simulated.addHost(HOST);
        SimulatedPool pool = host.createPool("default", 1_000_000);
        pool.upload(OLD_KERNEL, "raw", kernel("6.1.0-1-amd64"));
        pool.upload(NEW_KERNEL, "raw", kernel("6.2.0-1-amd64"));
        host.define(
                """
                <domain type='kvm'><name>web</name><uuid>%s</uuid>
                <os><type>hvm</type><kernel>%s/%s</kernel></os>
                <devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices>
                </domain>
                """
                        .formatted(VM, pool.targetPath(), OLD_KERNEL));
        server = SimulatedFleetServer.start(simulated, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return server.uri(HOST);
    }

    private static byte[] kernel(String release) {
        return ("kernel-release: " + release + "\n").getBytes(StandardCharsets.UTF_8);
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
