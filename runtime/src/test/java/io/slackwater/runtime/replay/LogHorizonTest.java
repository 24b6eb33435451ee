package io.slackwater.runtime.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker: what a group commits behind markers and taken back records, only a broker tells. */
class LogHorizonTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Longer than the horizon takes where nothing holds it up. */
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(3);

    private static final int PARTITIONS = 2;
    private static final Set<Integer> EVERYWHERE = Set.of(0, 1);

    @TempDir
    private static Path brokerDirectory;

    private static EmbeddedBroker broker;

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final Semaphore mayFold = new Semaphore(0);
    private final AtomicInteger folded = new AtomicInteger();
    private String name;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfiguration.local(brokerDirectory));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void makeTopics(TestInfo test) throws Exception {
        name = test.getTestMethod().orElseThrow().getName();
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(List.of(new NewTopic(log(), PARTITIONS, (short) 1)))
                    .all()
                    .get();
        }
    }

    @AfterEach
    void stopInstances() throws Exception {
        mayFold.release(Integer.MAX_VALUE / 2);
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void shouldBeReachedBeforeTheApplicationRunsWhereTheLogIsEmpty() {
        LogHorizon horizon = horizon(topology());

        await().atMost(PATIENCE).until(horizon::isReached);
    }

    @Test
    void shouldNotBeReachedBeforeTheLastRepartitionedRecordIsFolded() throws Exception {
        // given a log, and an instance that folds all but the last of what it broadcasts
        write(10);
        mayFold.release(10 * PARTITIONS - 1);

        LogHorizon horizon = instance("one");

        await().atMost(PATIENCE).until(() -> folded.get() == 10 * PARTITIONS - 1);
        await().during(LONG_ENOUGH).atMost(PATIENCE).until(() -> !horizon.isReached());

        // when the last is folded, too
        mayFold.release();

        // then the horizon is reached
        await().atMost(PATIENCE).until(horizon::isReached);
        assertThat(folded).hasValue(10 * PARTITIONS);
    }

    @Test
    void shouldBeReachedBehindTransactionsThatWereCommittedOrTakenBack() throws Exception {
        // given one partition that ends with a commit and what was taken back, and one that holds nothing else
        try (KafkaProducer<String, String> producer = producer(Optional.of(name))) {
            producer.initTransactions();
            transaction(producer, 0, 3);
            producer.commitTransaction();
            transaction(producer, 0, 40);
            producer.abortTransaction();
            transaction(producer, 1, 40);
            producer.abortTransaction();
        }
        mayFold.release(3 * PARTITIONS);

        LogHorizon horizon = instance("one");

        await().atMost(PATIENCE).until(horizon::isReached);
        assertThat(folded).hasValue(3 * PARTITIONS);
    }

    @Test
    void shouldBeReachedByEachInstanceWhenTheyHaveReadTheLogTogether() throws Exception {
        write(10);

        LogHorizon first = instance("one");
        LogHorizon second = instance("two");
        mayFold.release(10 * PARTITIONS);

        await().atMost(PATIENCE).until(() -> first.isReached() && second.isReached());
        assertThat(folded.get()).isGreaterThanOrEqualTo(10 * PARTITIONS);
    }

    @Test
    void shouldBeReachedAtOnceByAnApplicationThatReadTheLogBefore() throws Exception {
        write(10);
        mayFold.release(10 * PARTITIONS);
        LogHorizon before = instance("one");
        await().atMost(PATIENCE).until(before::isReached);
        stopInstances();
        open.clear();

        LogHorizon after = horizon(topology());

        await().atMost(PATIENCE).until(after::isReached);
    }

    private LogHorizon instance(String instance) {
        Topology topology = topology();
        LogHorizon horizon = horizon(topology);
        run(instance, topology);
        return horizon;
    }

    private LogHorizon horizon(Topology topology) {
        LogHorizon horizon = new LogHorizon(client(), name);
        open.add(horizon);
        horizon.watch(topology);
        return horizon;
    }

    private void run(String instance, Topology topology) {
        Properties properties = new Properties();
        properties.putAll(client());
        properties.put("application.id", name);
        properties.put("state.dir", directory.resolve(instance).toString());
        properties.put("processing.guarantee", "exactly_once_v2");
        properties.put("commit.interval.ms", "100");
        properties.put("auto.offset.reset", "earliest");
        KafkaStreams streams = new KafkaStreams(topology, properties);
        open.add(streams);
        streams.start();
    }

    /** Copies each record to every partition of a repartition topic, and folds the copies, each when it may. */
    private Topology topology() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(log(), Consumed.with(Serdes.String(), Serdes.String()))
                .repartition(Repartitioned.<String, String>as("everywhere")
                        .withNumberOfPartitions(PARTITIONS)
                        .withKeySerde(Serdes.String())
                        .withValueSerde(Serdes.String())
                        .withStreamPartitioner((topic, key, value, count) -> Optional.of(EVERYWHERE)))
                .foreach((key, value) -> {
                    mayFold.acquireUninterruptibly();
                    folded.incrementAndGet();
                });
        return builder.build();
    }

    private void write(int records) throws Exception {
        try (KafkaProducer<String, String> producer = producer(Optional.empty())) {
            for (int i = 0; i < records; i++) {
                producer.send(new ProducerRecord<>(log(), i % PARTITIONS, "key", "value"))
                        .get();
            }
        }
    }

    private void transaction(KafkaProducer<String, String> producer, int partition, int records) throws Exception {
        producer.beginTransaction();
        for (int i = 0; i < records; i++) {
            producer.send(new ProducerRecord<>(log(), partition, "key", "value"))
                    .get();
        }
    }

    private KafkaProducer<String, String> producer(Optional<String> transactionalId) {
        Properties properties = new Properties();
        properties.putAll(client());
        transactionalId.ifPresent(id -> properties.put("transactional.id", id));
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    private String log() {
        return name + ".log";
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
