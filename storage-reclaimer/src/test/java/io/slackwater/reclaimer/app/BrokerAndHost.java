package io.slackwater.reclaimer.app;

import static java.util.Map.entry;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedFleetServer;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A real broker with provisioned topics, and a simulated host with an old kernel. */
public final class BrokerAndHost implements QuarkusTestResourceLifecycleManager {

    static final String HOST_URI = "slackwater.test.host-uri";
    static final String OLD_KERNEL = "vmlinuz-6.1.0-49";
    static final String FIRST_DELETE_PAUSE = "first-delete-pause";

    private final SimulatedFleet fleet = new SimulatedFleet();
    private String firstDeletePause = "0s";
    private @Nullable EmbeddedBroker broker;
    private @Nullable SimulatedFleetServer server;

    @Override
    public Map<String, String> start() {
        try {
            Path directory = Files.createTempDirectory("reclaimer");
            EmbeddedBroker started = EmbeddedBroker.start(BrokerConfiguration.local(directory.resolve("broker")));
            broker = started;
            new TopicProvisioner(Map.of("bootstrap.servers", started.bootstrapServers()), ProvisioningPlan.SINGLE_NODE)
                    .provision();
            SimulatedPool pool = fleet.addHost("h1").createPool("default", 1_000_000);
            pool.upload(OLD_KERNEL, "raw", new byte[900]);
            SimulatedFleetServer serving =
                    SimulatedFleetServer.start(fleet, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            server = serving;
            return Map.ofEntries(
                    entry("kafka.bootstrap.servers", started.bootstrapServers()),
                    entry("kafka-streams.state.dir", directory.resolve("state").toString()),
                    entry(HOST_URI, serving.uri("h1")),
                    entry("slackwater.reclaimer.grace-time", "0s"),
                    // No delete waits for the turn that the delete of another test left to it.
                    entry("slackwater.reclaimer.deletes-per-minute", "60000"),
                    entry("slackwater.reclaimer.deletes-per-minute-per-store", "60000"),
                    entry("slackwater.reclaimer.first-delete-pause", firstDeletePause),
                    entry("slackwater.inventory.adoption.kernel.volume", "vmlinuz-(?<version>.+)"),
                    entry("slackwater.inventory.adoption.kernel.portion", "debian-12/kernel"),
                    entry("slackwater.inventory.adoption.kernel.kind", "KERNEL"),
                    entry("slackwater.inventory.adoption.kernel.delete-without-artifact", "true"));
        } catch (IOException | HypervisorException failed) {
            throw new IllegalStateException("The test's surroundings did not start", failed);
        }
    }

    @Override
    public void init(Map<String, String> arguments) {
        firstDeletePause = arguments.getOrDefault(FIRST_DELETE_PAUSE, firstDeletePause);
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
        fleet.close();
        if (broker != null) {
            broker.close();
        }
    }
}
