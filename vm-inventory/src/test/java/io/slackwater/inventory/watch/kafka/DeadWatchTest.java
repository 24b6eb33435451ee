package io.slackwater.inventory.watch.kafka;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The thread that watches one of several hosts dies. */
class DeadWatchTest {

    @Test
    void shouldWatchAnewOnlyTheHostWhoseThreadDied(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfiguration.local(directory));
                WatchedFleet fleet = new WatchedFleet(broker.bootstrapServers(), 3, 2, Map.of())) {
            fleet.killWatchOf("host-2");

            fleet.awaitWatchedAnew("host-2");
            fleet.assertOpenedOnce("host-1", "host-3");
        }
    }
}
