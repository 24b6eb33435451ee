package io.slackwater.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.slackwater.broker.BrokerConfiguration;
import io.slackwater.broker.EmbeddedBroker;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.serde.SchemaPublisher;
import io.slackwater.schemas.topics.KeySpace;
import io.slackwater.schemas.topics.Retention;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.poison.PoisonRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.MissingSchemaException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real broker, which refuses what is too large, and whose topic of schemas is looked up. */
class PoisonStreamTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Topic<VmStateEvent> COPIES =
            new Topic<>("slackwater.copies", KeySpace.VM, VmStateEvent.class, Retention.AUDIT_PERIOD, "A copy");

    @TempDir
    private static Path brokerDirectory;

    private static EmbeddedBroker broker;

    @TempDir
    private Path stateDirectory;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = EmbeddedBroker.start(BrokerConfiguration.local(brokerDirectory));
        try (Admin admin = Admin.create(client())) {
            List<NewTopic> topics = List.of(
                    new NewTopic(Topics.SCHEMAS, 1, (short) 1),
                    new NewTopic(Topics.VM_STATES.name(), 1, (short) 1),
                    new NewTopic(Topics.VM_STATES.deadLetterName(), 1, (short) 1),
                    new NewTopic(COPIES.name(), 1, (short) 1));
            admin.createTopics(topics).all().get();
        }
        SchemaPublisher.publishCatalogue(client());
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void shouldGoOnBehindPoisonRecordsAlsoAfterARestart() throws Exception {
        List<PoisonRecord> poison = PoisonRecord.ofKafka(Topics.VM_STATES);
        Properties log = new Properties();
        log.putAll(client());
        log.put("max.request.size", 10_000_000);
        log.put("compression.type", "gzip");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(log, new StringSerializer(), new ByteArraySerializer())) {
            for (PoisonRecord record : poison) {
                send(producer, record.key(), record.value());
            }
            // Compressed it is small, and its reader has to write it anew.
            send(producer, "vm-0", new byte[3_000_000]);
            send(producer, "vm-1", healthy("vm-1"));
            try (KafkaStreams streams = start()) {
                await().atMost(PATIENCE).until(() -> read(COPIES.name()).size() == 1);
                assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
            }
            List<ConsumerRecord<String, byte[]>> letters = read(Topics.VM_STATES.deadLetterName());
            assertThat(letters).hasSize(poison.size() + 1);
            ConsumerRecord<String, byte[]> cut = letters.get(letters.size() - 1);
            assertThat(EventHeaders.read(cut.headers(), DeadLetters.CUT)).contains("value");
            assertThat(EventHeaders.read(cut.headers(), DeadLetters.ORIGINAL_SIZE))
                    .contains("3000004");
            assertThat(EventHeaders.read(cut.headers(), DeadLetters.OFFSET)).contains(Integer.toString(poison.size()));

            send(producer, "vm-2", healthy("vm-2"));
            try (KafkaStreams streams = start()) {
                await().atMost(PATIENCE).until(() -> read(COPIES.name()).size() == 2);
                assertThat(streams.state()).isEqualTo(KafkaStreams.State.RUNNING);
            }
        }
    }

    @Test
    void shouldNotWaitForSchemasThatTheLogDoesNotHave() throws Exception {
        try (LogSchemaStore schemas = new LogSchemaStore(client(), Duration.ofSeconds(30));
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.SCHEMAS, null, "no schema".getBytes(StandardCharsets.UTF_8)))
                    .get();
            producer.send(new ProducerRecord<>(Topics.SCHEMAS, "a", null)).get();
            AvroCodec<VmStateEvent> codec = new AvroCodec<>(VmStateEvent.class, schemas);
            Instant begin = Instant.now();
            for (int number = 0; number < 400; number++) {
                byte[] unknown = PoisonRecord.unknownFingerprint(healthy("vm-1"), number % 200);
                assertThatThrownBy(() -> codec.decode(unknown))
                        .hasMessageContaining("fingerprint 01234567")
                        .hasCauseInstanceOf(MissingSchemaException.class);
            }
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(60));

            // What comes later is found as soon as it is there.
            Schema later = SchemaBuilder.record("Later").fields().endRecord();
            long fingerprint = SchemaNormalization.parsingFingerprint64(later);
            assertThatThrownBy(() -> schemas.findByFingerprint(fingerprint)).isInstanceOf(MissingSchemaException.class);
            producer.send(new ProducerRecord<>(
                            Topics.SCHEMAS, "later", later.toString().getBytes(StandardCharsets.UTF_8)))
                    .get();
            assertThat(schemas.findByFingerprint(fingerprint)).isEqualTo(later);
        }
    }

    private KafkaStreams start() {
        StreamsBuilder builder = new StreamsBuilder();
        LogSchemaStore schemas = new LogSchemaStore(client(), Duration.ofSeconds(30));
        EventStreams events = new EventStreams(builder, new AvroSerdes(schemas), "test");
        events.write(events.readValues(Topics.VM_STATES), COPIES, event -> event.getState()
                .name());
        Properties properties = new Properties();
        properties.putAll(client());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "poison");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put("auto.offset.reset", "earliest");
        KafkaStreams streams = new KafkaStreams(builder.build(), properties);
        streams.start();
        return streams;
    }

    private static void send(KafkaProducer<String, byte[]> producer, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(Topics.VM_STATES.name(), key, value)).get();
    }

    private static byte[] healthy(String vmId) {
        return new AvroCodec<>(VmStateEvent.class)
                .encode(VmStateEvent.newBuilder()
                        .setVmId(vmId)
                        .setHostId("host-1")
                        .setState(VmState.SHUTOFF)
                        .setOccurredAt(Instant.parse("2026-01-02T03:04:05Z"))
                        .build());
    }

    private static List<ConsumerRecord<String, byte[]>> read(String topic) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = consumer.endOffsets(partitions).get(partitions.get(0));
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (consumer.position(partitions.get(0)) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
            return all;
        }
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }
}
