package io.slackwater.inventory.watch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.watch.WatchSettings;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import io.slackwater.worker.watch.HostClaims;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.MarkerProjection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.SchemaStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition of hosts is taken over, and what was published of them cannot be read. */
class FailedTakeoverTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GROUP = "failed-takeover";

    private final HostWatchStatuses board = new HostWatchStatuses(new Unmetered());

    @Test
    void shouldLeaveNoProducerBehind(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(directory))) {
            new TopicProvisioner(Map.of("bootstrap.servers", broker.bootstrapServers()), ProvisioningPlan.SINGLE_NODE)
                    .provision();
            // The loop's own consumer has another value for it, and a producer none: the reader alone fails.
            WatchLoop loop =
                    loop(Map.of("bootstrap.servers", broker.bootstrapServers(), "auto.offset.reset", "no such place"));
            Thread thread = new Thread(loop, "failed-takeover");
            thread.start();

            await().atMost(PATIENCE).untilAsserted(() -> assertThat(board.outage())
                    .hasValueSatisfying(gap -> assertThat(gap.isFailure()).isTrue()));
            loop.close();
            thread.join(PATIENCE.toMillis());

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .extracting(Thread::getName)
                            .noneMatch(name -> name.contains("producer") && name.contains(GROUP)));
        }
    }

    private WatchLoop loop(Map<String, Object> client) {
        HostWatchFactory parts = new HostWatchFactory(
                uri -> {
                    throw new HypervisorException.Unreachable("none", null);
                },
                WatchSettings.DEFAULTS,
                List.of(),
                board,
                new MarkerProjection(),
                new HostClaims(),
                Clock.systemUTC());
        return new WatchLoop(client, Map.of("group.id", GROUP), new SchemaStore.Cache(), parts);
    }

    private static final class Unmetered implements HostWatchStatuses.ResyncMeter {

        @Override
        public void resynced(Duration took) {}

        @Override
        public void malformed() {}
    }
}
