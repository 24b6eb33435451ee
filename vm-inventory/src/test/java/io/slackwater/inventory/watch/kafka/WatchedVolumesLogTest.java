package io.slackwater.inventory.watch.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.StoreVolume;
import io.slackwater.schemas.StoreVolumeType;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.ProvisioningPlan;
import io.slackwater.streams.provision.TopicProvisioner;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log has of the volumes of hosts that are watched, over instances that end and start. */
class WatchedVolumesLogTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int VOLUMES = 50;

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final List<WatchInstance> instances = new ArrayList<>();
    private EmbeddedBroker broker;
    private WatchedLog log;
    private SimulatedHost host;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(BrokerConfiguration.local(directory));
        new TopicProvisioner(client(), ProvisioningPlan.SINGLE_NODE).provision();
        log = new WatchedLog(broker.bootstrapServers());
        host = fleet.addHost("rack1-a");
        var pool = host.createPool("default", 1_000_000);
        for (int number = 0; number < VOLUMES; number++) {
            pool.upload("image-" + number, "raw", new byte[10]);
        }
        declare("rack1-a", HostEventType.DECLARED);
    }

    @AfterEach
    void stop() {
        instances.forEach(WatchInstance::close);
        fleet.close();
        broker.close();
    }

    @Test
    void shouldKeepWhatAHostListsInThePartitionOfTheHostAndWriteNoneOfItAgainAfterARestart() throws Exception {
        startInstance();
        StoreVolume first = awaitListingAfter(Instant.EPOCH);
        assertThat(volumes()).hasSize(VOLUMES);
        assertThat(first.getVolumes()).isEqualTo(VOLUMES);
        assertThat(entries()).extracting(ConsumerRecord::partition).containsOnly(partitionOfHost());
        instances.remove(0).close();

        startInstance();
        StoreVolume second = awaitListingAfter(first.getObservedAt());

        assertThat(entries().stream().filter(entry -> entry.key().contains("image-")))
                .as("records of volumes of two syncs")
                .hasSize(VOLUMES);
        assertThat(second.getFirstListedAt()).isEqualTo(first.getFirstListedAt());
    }

    @Test
    void shouldDeleteWhatWentWhileNobodyWatchedAndAllOfARetiredHost() throws Exception {
        startInstance();
        StoreVolume first = awaitListingAfter(Instant.EPOCH);
        instances.remove(0).close();
        fleet.open("simulated://fleet/rack1-a").delete("default", "image-7");

        startInstance();
        awaitListingAfter(first.getObservedAt());
        assertThat(volumes()).hasSize(VOLUMES - 1).doesNotContainKey("rack1-a/default/image-7");

        declare("rack1-a", HostEventType.RETIRED);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(last()).isEmpty());
    }

    private void startInstance() {
        instances.add(new WatchInstance(fleet, client()));
    }

    /** Waits for a whole listing of the pool that is newer; the volumes of a host come after its SYNCED. */
    private StoreVolume awaitListingAfter(Instant before) {
        return await().atMost(TIMEOUT)
                .until(
                        () -> last().get("rack1-a/default"),
                        listing -> listing != null
                                && listing.getWhole()
                                && listing.getObservedAt().isAfter(before));
    }

    private Map<String, StoreVolume> volumes() {
        return last().entrySet().stream()
                .filter(entry -> entry.getValue().getType() == StoreVolumeType.VOLUME)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns what the log says last under each key. */
    private Map<String, StoreVolume> last() {
        Map<String, StoreVolume> last = new HashMap<>();
        log.read(Topics.STORE_VOLUMES).forEach(entry -> last.put(entry.key(), entry.value()));
        Map<String, Long> deletedAt = new HashMap<>();
        Map<String, Long> toldAt = new HashMap<>();
        entries().forEach(entry -> (entry.value() == null ? deletedAt : toldAt).put(entry.key(), entry.offset()));
        last.keySet().removeIf(key -> deletedAt.getOrDefault(key, -1L) > toldAt.getOrDefault(key, -1L));
        return last;
    }

    /** Returns all committed records, deletions too. */
    private List<ConsumerRecord<String, byte[]>> entries() {
        List<ConsumerRecord<String, byte[]>> entries = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.STORE_VOLUMES.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(entries::add);
            }
        }
        return entries;
    }

    private int partitionOfHost() {
        return log.read(Topics.HOSTS).stream()
                .filter(entry -> entry.key().equals("rack1-a"))
                .findFirst()
                .orElseThrow()
                .partition();
    }

    private void declare(String name, HostEventType type) throws Exception {
        log.write(
                Topics.HOSTS,
                name,
                HostEvent.newBuilder()
                        .setHostId(name)
                        .setType(type)
                        .setUri(type == HostEventType.DECLARED ? "simulated://fleet/" + name : null)
                        .setMode(HostMode.OBSERVE)
                        .setOccurredAt(Instant.now())
                        .build());
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
