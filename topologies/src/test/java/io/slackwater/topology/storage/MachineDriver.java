package io.slackwater.topology.storage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.slackwater.domain.storage.volume.ReclaimRules;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.replay.Horizon;
import io.slackwater.topology.Traffic;
import io.slackwater.topology.storage.processor.StorageMetrics;
import io.slackwater.topology.storage.processor.StoreProcessorSettings;
import io.slackwater.topology.storage.state.LastEventRepository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/** The topology in a test driver, with the catalogue's topics. */
final class MachineDriver implements AutoCloseable {

    static final String APPLICATION = "reclaimer-test";
    static final String LOG = "this-log";
    static final Duration TICK = Duration.ofMillis(100);
    static final Duration AUDIT_PERIOD = Duration.ofDays(400);
    static final ReclaimRules.Times TIMES = new ReclaimRules.Times(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofMinutes(10),
            Duration.ofSeconds(15),
            Duration.ofMinutes(8));

    /** The schemas of other versions that the log has. */
    final SchemaStore.Cache schemas = new SchemaStore.Cache();

    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, byte[]> storage;
    private final TestOutputTopic<String, byte[]> commands;
    private final TestOutputTopic<String, byte[]> twin;
    private final List<Logged> log = new ArrayList<>();
    private final Set<String> markedStores = new HashSet<>();
    private boolean hasBroughtAdopted;
    private Instant now;

    /** A record of the log that the topology reads. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Logged(String topic, String key, byte[] value, String eventId) {}

    /** A machine at the end of an empty log. */
    MachineDriver(Path stateDirectory, Duration graceTime) {
        this(stateDirectory, graceTime, Records.NOW, Horizon.REACHED);
    }

    /** A machine that begins at a time, with a log that it has to read first. */
    MachineDriver(Path stateDirectory, Duration graceTime, Instant begin, Horizon horizon) {
        this(stateDirectory, new ReclaimRules(graceTime, 0, false, TIMES), begin, horizon);
    }

    /** A machine by these rules. */
    MachineDriver(Path stateDirectory, ReclaimRules rules, Instant begin, Horizon horizon) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        StoreProcessorSettings settings = new StoreProcessorSettings(
                rules, TICK, AUDIT_PERIOD, new StorageMetrics(new SimpleMeterRegistry()), horizon, LOG, Records.RULES);
        now = begin;
        driver = new TopologyTestDriver(
                new StorageTopology(new AvroSerdes(schemas), 1).build(settings), properties, begin);
        storage = output(Topics.STORAGE.name());
        commands = output(Topics.STORAGE_COMMANDS.name());
        twin = output(Topics.STORAGE_STATE.name());
    }

    <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) {
        if (value instanceof HostEvent event && event.getType() == HostEventType.SYNCED) {
            sync(event);
        } else {
            if (value instanceof StorageDecision decision && decision.getType() == StorageDecisionType.ADOPTED) {
                bringAdopted();
            }
            feed(topic, key, value);
        }
    }

    /** A change brought what a person adopts by its digest; it was withdrawn, so that no VM is moved to it. */
    private void bringAdopted() {
        if (!hasBroughtAdopted) {
            hasBroughtAdopted = true;
            feed(Topics.CHANGES, "debian-12", Records.broughtAdopted());
        }
    }

    /** A watcher tells of each marker that it sees first, and says how many others it had read of when it began to read its host. */
    private void sync(HostEvent event) {
        HostEvent synced = event.getMarkersRead() < 0
                ? HostEvent.newBuilder(event)
                        .setMarkersRead(markedStores.size())
                        .build()
                : event;
        for (HostStore store : event.getStores()) {
            if (store.getActive() && store.getMarked() && markedStores.add(store.getStore())) {
                feed(Topics.HOSTS, "store-markers", Records.marked(event.getHostId(), store));
            }
        }
        feed(Topics.HOSTS, event.getHostId(), synced);
    }

    private <T extends SpecificRecord> void feed(Topic<T> topic, String key, T value) {
        sendBytes(topic.name(), key, new AvroCodec<>(topic.valueType()).encode(value));
    }

    void sendBytes(String topic, String key, byte[] value) {
        feed(new Logged(topic, key, value, UUID.randomUUID().toString()));
    }

    /** Sends records as they are in a log. */
    void feed(List<Logged> records) {
        records.forEach(this::feed);
    }

    /** Returns all that was sent and all that the machine said to itself, in the order of time. */
    List<Logged> log() {
        takeTwin();
        return List.copyOf(log);
    }

    /** Returns every row of every state store, by store and key. */
    Map<String, Map<String, Object>> state() {
        Map<String, Map<String, Object>> state = new TreeMap<>();
        for (String name : driver.getAllStateStores().keySet()) {
            KeyValueStore<String, Object> store = driver.getKeyValueStore(name);
            Map<String, Object> rows = new TreeMap<>();
            try (KeyValueIterator<String, Object> all = store.all()) {
                all.forEachRemaining(row -> rows.put(row.key, row.value));
            }
            state.put(name, rows);
        }
        return state;
    }

    /** Takes what was written to the internal topics since the last call. */
    Map<String, Traffic> internalTraffic() {
        return Traffic.ofInternalTopics(driver, APPLICATION);
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
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

    private void feed(Logged logged) {
        takeTwin();
        log.add(logged);
        RecordHeaders headers = new RecordHeaders();
        // With all that a service writes to a header.
        EventHeaders.stamp(
                headers,
                new EventHeaders.EventDescription(
                        logged.eventId(), "/slackwater/test", "Test.TEST", String.valueOf(logged.key()), now));
        driver.createInputTopic(logged.topic(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(logged.key(), logged.value(), headers, now));
    }

    private void takeTwin() {
        for (TestRecord<String, byte[]> row : twin.readRecordsToList()) {
            log.add(new Logged(
                    Topics.STORAGE_STATE.name(), row.key(), row.value(), LastEventRepository.idOf(row.headers())));
        }
    }

    private TestOutputTopic<String, byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
