package io.slackwater.topology.match;

import io.slackwater.domain.match.Supersession;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.test.TestRecord;

/** The matching topology in a test driver. The timer ticks only when a test says so; each record comes a second after the last. */
final class MatchTestBed implements AutoCloseable {

    private static final TopicSerializer CODECS = new TopicSerializer();

    private final TopologyTestDriver driver;
    private final TestOutputTopic<String, UpdateEvent> updates;
    private final TestOutputTopic<String, RolloutEvent> rollouts;
    private final Map<String, TestInputTopic<String, byte[]>> inputs = new HashMap<>();
    private final RowMeter rows = new RowMeter();
    private Instant now;
    private int sent;
    private boolean isReplayOver = true;

    MatchTestBed(Path state) {
        this(state, 20_000, Events.TIME);
    }

    MatchTestBed(Path state, int rowsPerTick, Instant start) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "match");
        MatchSettings settings = new MatchSettings(
                1, new ScanRate(rowsPerTick, Duration.ZERO), rows, Stores::inMemoryKeyValueStore, () -> isReplayOver);
        AvroSerdes serdes = new AvroSerdes(new SchemaStore.Cache());
        this.now = start;
        this.driver = new TopologyTestDriver(
                new MatchTopology(serdes, new Supersession(Comparator.naturalOrder()), settings).build(),
                properties,
                start);
        this.updates = driver.createOutputTopic(
                Topics.UPDATES.name(),
                new StringDeserializer(),
                serdes.of(Topics.UPDATES).deserializer());
        this.rollouts = driver.createOutputTopic(
                Topics.ROLLOUTS.name(),
                new StringDeserializer(),
                serdes.of(Topics.ROLLOUTS).deserializer());
    }

    /** Says whether all of the log is read; it is until somebody says otherwise. */
    void replayOver(boolean isOver) {
        isReplayOver = isOver;
    }

    /** Sends VM events and returns the last one's event id. */
    String vm(VmEvent... events) {
        String id = "";
        for (VmEvent event : events) {
            id = send(Topics.VM_INVENTORY, event.getVmId(), event);
        }
        return id;
    }

    String change(ChangeEvent event) {
        return send(Topics.CHANGES, event.getOperatingSystem(), event);
    }

    String volume(VolumeEvent event) {
        return send(Topics.STORAGE, event.getVolume().getStore(), event);
    }

    String host(HostEvent event) {
        return send(Topics.HOSTS, event.getHostId(), event);
    }

    String rollout(RolloutEvent event) {
        return send(Topics.ROLLOUTS, event.getChangeId(), event);
    }

    /** Takes what was written to the internal topics since the last call. */
    Map<String, Traffic> internalTraffic() {
        return Traffic.ofInternalTopics(driver, "match");
    }

    /** Returns the time of the last record. */
    Instant now() {
        return now;
    }

    /** Lets the next records carry times from then on, as records of an old log do. */
    void backTo(Instant time) {
        now = time;
    }

    /** Whether anything is kept of a VM. */
    boolean knows(String vmId) {
        return driver.getKeyValueStore(MatchNames.VMS).get(vmId) != null;
    }

    /** Says that the executor moved an update. */
    String moved(UpdateEvent update, UpdatePhase phase) {
        UpdateEvent event = UpdateEvent.newBuilder(update).setPhase(phase).build();
        return send(Topics.UPDATES, event.getVmId(), event);
    }

    /** A person wants a change tried again on a VM. */
    String retry(UpdateEvent update) {
        RolloutEvent event = RolloutEvent.newBuilder()
                .setChangeId(update.getChangeId())
                .setType(RolloutEventType.RETRY)
                .setVmId(update.getVmId())
                .setActor("ada")
                .setReason("new disk")
                .setOccurredAt(now)
                .build();
        return send(Topics.ROLLOUTS, update.getChangeId(), event);
    }

    /** Says by the state topic what is known of the updates of a VM. */
    void kept(VmUpdateState row) {
        send(Topics.UPDATE_STATE, row.getVmId(), row);
    }

    void poison(Topic<?> topic, String key) {
        sendBytes(topic, key, new byte[] {1, 2, 3});
    }

    /** Lets one tick of the timer pass. */
    void tick() {
        now = now.plusMillis(10);
        driver.advanceWallClockTime(Duration.ofMillis(10));
    }

    /** Returns what was opened since the last call, after a tick. */
    List<UpdateEvent> opened() {
        tick();
        return openedWithoutTick();
    }

    List<UpdateEvent> openedWithoutTick() {
        return updates.readValuesToList().stream()
                .filter(event -> event.getPhase() == UpdatePhase.REQUIRED)
                .toList();
    }

    List<TestRecord<String, UpdateEvent>> openedRecords() {
        tick();
        return updates.readRecordsToList();
    }

    List<RolloutEvent> finished() {
        return rollouts.readValuesToList();
    }

    private <T extends SpecificRecord> String send(Topic<T> topic, String key, T event) {
        return sendBytes(topic, key, CODECS.serialize(topic.name(), event));
    }

    private String sendBytes(Topic<?> topic, String key, byte[] value) {
        String id = "event-" + ++sent;
        RecordHeaders headers = new RecordHeaders();
        now = now.plusSeconds(1);
        // With all that a service writes to a header.
        EventHeaders.stamp(
                headers,
                new EventHeaders.EventDescription(id, "/slackwater/test", "Test.TEST", String.valueOf(key), now));
        inputs.computeIfAbsent(
                        topic.name(),
                        name -> driver.createInputTopic(name, new StringSerializer(), new ByteArraySerializer()))
                .pipeInput(new TestRecord<>(key, value, headers, now));
        return id;
    }

    @Override
    public void close() {
        driver.close();
    }

    /** Returns how many VMs were looked at for changes and volumes. */
    int scannedRows() {
        return rows.scanned;
    }

    /** Returns how many VMs run from volumes that the log does not know, by change, as it was measured last. */
    Map<String, Long> unknownVolumeVms() {
        return rows.unknown;
    }

    private static final class RowMeter implements MatchMetrics {

        private int scanned;
        private Map<String, Long> unknown = Map.of();

        @Override
        public void opened() {
            // What is opened is in the output.
        }

        @Override
        public void scanned(int more) {
            scanned += more;
        }

        @Override
        public void unknownVolumes(int partition, Map<String, Long> vms) {
            unknown = vms;
        }
    }
}
