package io.slackwater.topology.update;

import io.slackwater.domain.budget.Allocator.LeaseTimes;
import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.domain.policy.Selector;
import io.slackwater.domain.update.AttemptLimits;
import io.slackwater.executor.stored.StoredMember;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.executor.stored.StoredVm;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.Traffic;
import io.slackwater.topology.update.shared.DecisionListener;
import io.slackwater.topology.update.shared.ExecutorSettings;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Runs the topology by hand: what it writes to {@code updates} is read by it again, as from a real log. */
public final class TopologyHarness implements AutoCloseable {

    public static final Timing TIMING = new Timing(
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            new AttemptLimits(3, 3));
    public static final BudgetLimits LIMITS = new BudgetLimits(10, 100, 4);
    public static final LeaseTimes LEASE_TIMES = new LeaseTimes(Duration.ofSeconds(60), Duration.ofMinutes(30));

    public static final Duration AUDIT_PERIOD = Duration.ofDays(400);

    private final AvroSerdes serdes = new AvroSerdes(new SchemaStore.Cache());
    private final TopologyTestDriver driver;
    private final Map<String, TestInputTopic<String, Object>> inputs = new HashMap<>();
    private final TestOutputTopic<String, UpdateEvent> updates;
    private final TestOutputTopic<String, UpdateCommand> commands;
    private final TestOutputTopic<String, RolloutEvent> rollouts;
    private final TestOutputTopic<String, VmUpdateState> rows;
    private Instant now;
    private boolean isReplayOver = true;

    /** What the executor said, in order. */
    public final List<TestRecord<String, UpdateEvent>> log = new ArrayList<>();

    /** Everything that the executor read from the log, in order, as another one would read it again. */
    public final List<Published<?>> history = new ArrayList<>();

    public final List<UpdateCommand> told = new ArrayList<>();

    /** What the executor decided about rollouts, in order. */
    public final List<RolloutEvent> rolloutEvents = new ArrayList<>();

    public TopologyHarness(Path directory, Instant startedAt, BudgetLimits budgetLimits) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "executor-test");
        now = startedAt;
        driver = new TopologyTestDriver(
                ExecutorTopology.build(serdes, 1, settings(budgetLimits), DecisionListener.NONE, () -> isReplayOver),
                properties,
                startedAt);
        updates = driver.createOutputTopic(
                Topics.UPDATES.name(),
                new StringDeserializer(),
                serdes.of(Topics.UPDATES).deserializer());
        commands = driver.createOutputTopic(
                Topics.COMMANDS.name(),
                new StringDeserializer(),
                serdes.of(Topics.COMMANDS).deserializer());
        rollouts = driver.createOutputTopic(
                Topics.ROLLOUTS.name(),
                new StringDeserializer(),
                serdes.of(Topics.ROLLOUTS).deserializer());
        rows = driver.createOutputTopic(
                Topics.UPDATE_STATE.name(),
                new StringDeserializer(),
                serdes.of(Topics.UPDATE_STATE).deserializer());
    }

    public static ExecutorSettings settings(BudgetLimits budgetLimits) {
        Policy builtIn = Policies.policy(PolicyVersion.BUILT_IN_NAME, Selector.EVERYTHING);
        return new ExecutorSettings(TIMING, budgetLimits, LEASE_TIMES, AUDIT_PERIOD, builtIn);
    }

    /** Says that there is a log to be read first. */
    public TopologyHarness replaying() {
        isReplayOver = false;
        return this;
    }

    /** Says that all of the log is read. */
    public void endReplay() {
        isReplayOver = true;
    }

    /** Passes time: most of it at once, and some ticks at its end for what then moves step by step. */
    public void pass(Duration time) {
        Duration tick = Duration.ofMillis(Math.min(100, Math.max(1, time.toMillis() / 10)));
        advance(time.minus(tick.multipliedBy(5)));
        for (int ticks = 0; ticks < 5; ticks++) {
            advance(tick);
        }
    }

    /** Passes time with one tick at its end. */
    public void advance(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
        feedBack();
    }

    private void feedBack() {
        commands.readValuesToList().forEach(told::add);
        for (TestRecord<String, RolloutEvent> said : rollouts.readRecordsToList()) {
            rolloutEvents.add(said.value());
            history.add(new Published<>(Topics.ROLLOUTS, said));
        }
        rows.readRecordsToList().forEach(row -> history.add(new Published<>(Topics.UPDATE_STATE, row)));
        // The driver gives what is written to a topic that is also read back to the topology by itself.
        for (TestRecord<String, UpdateEvent> said : updates.readRecordsToList()) {
            log.add(said);
            history.add(new Published<>(Topics.UPDATES, said));
        }
    }

    public <T extends SpecificRecord> void pipe(Topic<T> topic, String key, T value) {
        pipe(topic, key, value, now);
    }

    public <T extends SpecificRecord> void pipe(Topic<T> topic, String key, T value, Instant at) {
        Headers headers = new RecordHeaders();
        EventHeaders.stamp(
                headers,
                new EventHeaders.EventDescription(
                        UUID.randomUUID().toString(),
                        "/slackwater/test",
                        topic.valueType().getSimpleName() + ".TEST",
                        key,
                        at));
        pipe(topic, new TestRecord<>(key, value, headers, at));
    }

    /** Takes over the state of another one, as from its change logs. The driver's own files do not outlive it. */
    public void restoreFrom(TopologyHarness other) {
        ExecutorStateStores.ofVms(serdes)
                .forEach(store -> copy(other.driver.getKeyValueStore(store.name()), store.name()));
    }

    private <T> void copy(KeyValueStore<String, T> from, String name) {
        KeyValueStore<String, T> to = driver.getKeyValueStore(name);
        try (KeyValueIterator<String, T> all = from.all()) {
            all.forEachRemaining(entry -> to.put(entry.key, entry.value));
        }
    }

    /** Reads again what was published before. */
    public <T extends SpecificRecord> void replay(Published<T> published) {
        pipe(published.topic(), published.entry());
    }

    @SuppressWarnings("unchecked") // the topic fixes the type of its records
    private <T extends SpecificRecord> void pipe(Topic<T> topic, TestRecord<String, T> published) {
        history.add(new Published<>(topic, published));
        inputs.computeIfAbsent(
                        topic.name(),
                        name -> driver.createInputTopic(name, new StringSerializer(), (Serializer<Object>)
                                (Object) serdes.of(topic).serializer()))
                .pipeInput(new TestRecord<>(
                        published.key(), published.value(), published.headers(), published.timestamp()));
        feedBack();
    }

    public void pipeBytes(Topic<?> topic, String key, byte @Nullable [] bytes) {
        driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer())
                .pipeInput(key, bytes, now);
        feedBack();
    }

    public void answer(UpdateOutcome outcome) {
        pipe(Topics.OUTCOMES, outcome.getHostId(), outcome);
    }

    /** Takes what was written to the internal topics since the last call. */
    public Map<String, Traffic> internalTraffic() {
        return Traffic.ofInternalTopics(driver, "executor-test");
    }

    public Instant now() {
        return now;
    }

    public List<String> phases(String vmId) {
        return log.stream()
                .map(TestRecord::value)
                .filter(event -> event.getVmId().equals(vmId))
                .map(event -> event.getPhase().name())
                .toList();
    }

    public UpdateEvent last(String vmId) {
        return log.stream()
                .map(TestRecord::value)
                .filter(event -> event.getVmId().equals(vmId))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    public UpdateCommand lastTold() {
        return told.get(told.size() - 1);
    }

    public StoredRollout rollout(String changeId) {
        return driver.<String, StoredRollout>getKeyValueStore(ExecutorStateStores.ROLLOUTS)
                .get(changeId);
    }

    public KeyValueStore<String, StoredVm> vms() {
        return driver.getKeyValueStore(ExecutorStateStores.VMS);
    }

    /** Returns the VMs of which something is kept. */
    public List<String> vmRows() {
        return entries(ExecutorStateStores.VMS).stream().map(row -> row.key).toList();
    }

    /** Returns the VMs that are due to be decided about. */
    public List<Object> dueRows() {
        return entries(ExecutorStateStores.DUE).stream().map(row -> row.value).toList();
    }

    /** Returns the updates that the allocator knows. */
    public List<StoredMember> memberRows() {
        return entries(ExecutorStateStores.MEMBERS).stream()
                .map(row -> (StoredMember) row.value)
                .toList();
    }

    private List<KeyValue<String, Object>> entries(String store) {
        List<KeyValue<String, Object>> entries = new ArrayList<>();
        try (KeyValueIterator<String, Object> all =
                driver.<String, Object>getKeyValueStore(store).all()) {
            all.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** A record with its topic. */
    record Published<T extends SpecificRecord>(Topic<T> topic, TestRecord<String, T> entry) {}

    @Override
    public void close() {
        driver.close();
    }
}
