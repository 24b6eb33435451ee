package io.slackwater.reclaimer.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.reclaimer.metrics.StorageMeters;
import io.slackwater.reclaimer.rows.VolumeRow;
import io.slackwater.reclaimer.volume.ReclaimRules;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The topology in a test driver, with the catalogue's topics. */
final class MachineDriver implements AutoCloseable {

    static final Duration TICK = Duration.ofMillis(100);
    static final ReclaimRules.Times TIMES = new ReclaimRules.Times(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(15),
            Duration.ofMinutes(8));

    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, byte[]> storage;
    private final TestOutputTopic<String, byte[]> commands;
    private final List<Sent> log = new ArrayList<>();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Sent(String topic, String key, byte[] value) {}

    MachineDriver(Path stateDirectory, Duration graceTime) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "reclaimer-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        MachineSettings settings = new MachineSettings(
                new ReclaimRules(graceTime, false, TIMES), TICK, new StorageMeters(new SimpleMeterRegistry()));
        driver = new TopologyTestDriver(
                new StorageTopology(new SchemaStore.Cache(), 1).build(settings), properties, Records.NOW);
        storage = output(Topics.STORAGE.name());
        commands = output(Topics.STORAGE_COMMANDS.name());
    }

    <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) {
        sendBytes(topic.name(), key, new AvroCodec<>(topic.valueType()).encode(value));
    }

    void sendBytes(String topic, String key, byte[] value) {
        log.add(new Sent(topic, key, value));
        driver.createInputTopic(topic, new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, value);
    }

    /** Sends all that another driver was sent. */
    void replay(MachineDriver other) {
        List.copyOf(other.log).forEach(sent -> sendBytes(sent.topic(), sent.key(), sent.value()));
    }

    /** Returns what is known of every volume, without the numbers of commands and the times to look again. */
    List<VolumeRow> volumes() {
        KeyValueStore<String, VolumeRow> rows = driver.getKeyValueStore(StateStores.VOLUMES);
        List<VolumeRow> found = new ArrayList<>();
        try (KeyValueIterator<String, VolumeRow> all = rows.all()) {
            all.forEachRemaining(row -> found.add(
                    VolumeRow.newBuilder(row.value).setIssue(0).setWakeAt(null).build()));
        }
        return found;
    }

    void pass(Duration time) {
        driver.advanceWallClockTime(time);
    }

    List<VolumeEvent> events() {
        AvroCodec<VolumeEvent> codec = new AvroCodec<>(VolumeEvent.class);
        return storage.readValuesToList().stream().map(codec::decode).toList();
    }

    List<StorageCommand> commands() {
        AvroCodec<StorageCommand> codec = new AvroCodec<>(StorageCommand.class);
        return commands.readValuesToList().stream().map(codec::decode).toList();
    }

    List<String> deadLetters(Topic<?> topic) {
        return output(topic.deadLetterName()).readKeyValuesToList().stream()
                .map(letter -> letter.key)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
