package io.slackwater.inventory.watch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.slackwater.broker.BrokerProcess;
import io.slackwater.lab.SmallDisk;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.serde.LogSchemaStore;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The watch of a fleet whose VMs shut down while the broker is away. Its timeouts are seconds, so that an outage of seconds crosses what
 * 75 s cross with Kafka's own. The system property {@code outage.seconds} makes the outages longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerOutageTest {

    private static final int HOSTS = 4;
    private static final int VMS_OF_EACH = 5;
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("outage.seconds", 10));
    private static final int DISK_MEBIBYTES = 128;

    private static final Map<String, Object> TIMEOUTS = Map.of(
            "max.block.ms", 3000,
            "request.timeout.ms", 2500,
            "delivery.timeout.ms", 5000,
            "default.api.timeout.ms", 6000);

    private BrokerProcess broker;
    private WatchedFleet fleet;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = BrokerProcess.start(directory.resolve("data"), directory.resolve("broker.log"));
        fleet = new WatchedFleet(broker.bootstrapServers(), HOSTS, VMS_OF_EACH, TIMEOUTS);
    }

    @AfterAll
    void stop() {
        if (fleet != null) {
            fleet.close();
        }
        broker.close();
    }

    @BeforeEach
    void startVms() throws Exception {
        fleet.startAll();
    }

    @Test
    void shouldPublishWhatHappenedWhileTheBrokerWasPaused() throws Exception {
        broker.pause();
        fleet.shutDownAll();
        lasts(OUTAGE);
        fleet.awaitNoneWatched();

        broker.resume();

        fleet.awaitAllPublished(VmState.SHUTOFF);
    }

    @Test
    void shouldPublishWhatHappenedWhileTheBrokerWasKilled() throws Exception {
        broker.kill();
        fleet.shutDownAll();
        lasts(OUTAGE);
        fleet.awaitNoneWatched();

        broker.startAgain();

        fleet.awaitAllPublished(VmState.SHUTOFF);
    }

    @Test
    void shouldSayNothingOfASchemaWhileTheBrokerIsAway() throws Exception {
        Schema schema = HostEvent.getClassSchema();
        long fingerprint = SchemaNormalization.parsingFingerprint64(schema);
        try (LogSchemaStore schemas =
                new LogSchemaStore(Map.of("bootstrap.servers", broker.bootstrapServers()), Duration.ofSeconds(1))) {
            broker.pause();
            try {
                assertThatThrownBy(() -> schemas.findByFingerprint(fingerprint)).isInstanceOf(TimeoutException.class);
            } finally {
                broker.resume();
            }

            await().atMost(WatchedFleet.PATIENCE)
                    .ignoreExceptionsInstanceOf(TimeoutException.class)
                    .untilAsserted(() ->
                            assertThat(schemas.findByFingerprint(fingerprint)).isEqualTo(schema));
        }
    }

    @Test
    void shouldPublishWhatHappenedWhileTheDiskOfTheBrokerWasFull(@TempDir Path directory) throws Exception {
        assumeTrue(SmallDisk.isPossible(), "only root can mount a file system of its own");
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"), DISK_MEBIBYTES);
                BrokerProcess onDisk =
                        BrokerProcess.start(disk.directory().resolve("data"), directory.resolve("broker.log"));
                WatchedFleet onFullDisk = new WatchedFleet(onDisk.bootstrapServers(), HOSTS, VMS_OF_EACH, TIMEOUTS)) {
            disk.fill();
            onFullDisk.shutDownAll();
            lasts(OUTAGE);
            onFullDisk.awaitNoneWatched();

            disk.free();
            if (!onDisk.isAlive()) {
                onDisk.startAgain();
            }

            onFullDisk.awaitAllPublished(VmState.SHUTOFF);
        }
    }

    private static void lasts(Duration time) {
        await().pollDelay(time).timeout(time.plusSeconds(10)).until(() -> true);
    }
}
