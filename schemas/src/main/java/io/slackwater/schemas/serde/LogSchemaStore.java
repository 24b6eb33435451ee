package io.slackwater.schemas.serde;

import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Finds schemas in the topic {@value Topics#SCHEMAS}. The topic is read only when a fingerprint is not known yet, and then to the
 * end that it has at that time: the schema of a record is written before the record, so a schema that is not there by then does
 * not come. An unknown fingerprint costs one request for the end, and no wait.
 */
public final class LogSchemaStore implements SchemaStore, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final TopicPartition PARTITION = new TopicPartition(Topics.SCHEMAS, 0);

    private final Map<String, Object> clientConfiguration;
    private final Duration brokerTimeout;
    private final Map<Long, Schema> known = new HashMap<>();
    private @Nullable Consumer<String, String> consumer;

    /**
     * A store that connects when it is first asked.
     *
     * @param clientConfiguration Kafka client properties, at least {@code bootstrap.servers}
     * @param brokerTimeout how long the brokers may take to answer
     */
    public LogSchemaStore(Map<String, ?> clientConfiguration, Duration brokerTimeout) {
        this.clientConfiguration = new HashMap<>(clientConfiguration);
        this.brokerTimeout = brokerTimeout;
    }

    /**
     * Returns the schema of a fingerprint.
     *
     * @throws MissingSchemaException if the log does not have it
     * @throws TimeoutException if the topic cannot be read to its end in time, which says nothing of the schema
     */
    @Override
    public synchronized Schema findByFingerprint(long fingerprint) {
        Schema schema = known.get(fingerprint);
        if (schema == null) {
            readToEnd();
            schema = known.get(fingerprint);
        }
        if (schema == null) {
            throw new MissingSchemaException(
                    "fingerprint " + SchemaPublisher.keyOf(fingerprint) + " is not in " + Topics.SCHEMAS);
        }
        return schema;
    }

    /** What a client of the broker meets while it reads says nothing of the schema, whether Kafka calls it retriable or not. */
    private void readToEnd() {
        try {
            readToEndNow();
        } catch (KafkaException unreadable) {
            throw new TimeoutException(Topics.SCHEMAS + " could not be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private void readToEndNow() {
        long deadline = System.nanoTime() + brokerTimeout.toNanos();
        Consumer<String, String> reader = reader();
        long end = reader.endOffsets(List.of(PARTITION), brokerTimeout).get(PARTITION);
        while (reader.position(PARTITION, brokerTimeout) < end) {
            if (System.nanoTime() - deadline > 0) {
                throw new TimeoutException(
                        "%s could not be read to its end within %s".formatted(Topics.SCHEMAS, brokerTimeout));
            }
            reader.poll(POLL).forEach(this::remember);
        }
    }

    private void remember(ConsumerRecord<String, String> entry) {
        if (entry.value() == null) {
            return;
        }
        try {
            Schema schema = new Schema.Parser().parse(entry.value());
            known.put(SchemaNormalization.parsingFingerprint64(schema), schema);
        } catch (RuntimeException | StackOverflowError malformed) {
            // A stranger's entry: no record refers to it, for a record's fingerprint is that of a schema that parsed.
            System.getLogger(LogSchemaStore.class.getName())
                    .log(System.Logger.Level.WARNING, "Entry {0} of {1} is not a schema", entry.key(), Topics.SCHEMAS);
        }
    }

    private Consumer<String, String> reader() {
        if (consumer == null) {
            Map<String, Object> configuration = new HashMap<>(clientConfiguration);
            configuration.keySet().removeIf(key -> key.startsWith("group.") || key.equals("client.id"));
            configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
            configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
            configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            // A transaction that a stranger leaves open in the topic must not hide what lies behind it.
            configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
            consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer());
            consumer.assign(List.of(PARTITION));
            consumer.seekToBeginning(List.of(PARTITION));
        }
        return consumer;
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
