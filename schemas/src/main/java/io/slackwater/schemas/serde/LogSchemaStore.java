package io.slackwater.schemas.serde;

import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Finds schemas in the topic {@value Topics#SCHEMAS}. The topic is read only when a fingerprint is not known yet; then the
 * caller waits for it, within a bound, because the schema of a record is always written before the record.
 */
public final class LogSchemaStore implements SchemaStore, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> clientConfiguration;
    private final Duration patience;
    private final Map<Long, Schema> known = new HashMap<>();
    private @Nullable Consumer<String, String> consumer;

    /**
     * A store that connects when it is first asked.
     *
     * @param clientConfiguration Kafka client properties, at least {@code bootstrap.servers}
     * @param patience how long to wait for a schema that is not in the topic yet
     */
    public LogSchemaStore(Map<String, ?> clientConfiguration, Duration patience) {
        this.clientConfiguration = new HashMap<>(clientConfiguration);
        this.patience = patience;
    }

    @Override
    public synchronized Schema findByFingerprint(long fingerprint) {
        long deadline = System.nanoTime() + patience.toNanos();
        Schema schema = known.get(fingerprint);
        while (schema == null && System.nanoTime() - deadline < 0) {
            for (ConsumerRecord<String, String> entry : reader().poll(POLL)) {
                remember(entry);
            }
            schema = known.get(fingerprint);
        }
        if (schema == null) {
            throw new MissingSchemaException(
                    "fingerprint " + SchemaPublisher.keyOf(fingerprint) + " is not in " + Topics.SCHEMAS);
        }
        return schema;
    }

    private void remember(ConsumerRecord<String, String> entry) {
        if (entry.value() == null) {
            return;
        }
        try {
            Schema schema = new Schema.Parser().parse(entry.value());
            known.put(SchemaNormalization.parsingFingerprint64(schema), schema);
        } catch (AvroRuntimeException malformed) {
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
            consumer = new KafkaConsumer<>(configuration, new StringDeserializer(), new StringDeserializer());
            List<TopicPartition> partition = List.of(new TopicPartition(Topics.SCHEMAS, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
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
