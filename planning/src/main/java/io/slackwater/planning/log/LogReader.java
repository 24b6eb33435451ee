package io.slackwater.planning.log;

import io.slackwater.planning.fleet.Fleet;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.serde.RecordValidator;
import io.slackwater.schemas.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the log once, from its start to where it ends now. It writes nothing, and no group knows of it. */
public final class LogReader {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(10);
    private static final int CLIENT_PATIENCE_MILLIS = 15_000;
    private static final int RECORDS_PER_POLL = 5_000;

    private final Map<String, Object> client;

    /**
     * A reader of a cluster.
     *
     * @param client Kafka client properties, at least {@code bootstrap.servers}
     */
    public LogReader(Map<String, ?> client) {
        this.client = new HashMap<>(client);
        this.client.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CLIENT_PATIENCE_MILLIS);
    }

    /**
     * Folds what is committed of the topics that a plan needs. A topic that is not there has nothing to say.
     *
     * @return how many records were read
     * @throws KafkaException if the cluster does not answer
     */
    public long read(Fleet fleet) {
        try (LogSchemaStore schemas = new LogSchemaStore(client, BROKER_TIMEOUT);
                Consumer<String, byte[]> consumer = consumer()) {
            Map<String, Decoder> decoders = new HashMap<>();
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic<?> topic : Fleet.TOPICS) {
                decoders.put(topic.name(), new Decoder(topic, new AvroCodec<>(topic.valueType(), schemas)));
                consumer.partitionsFor(topic.name())
                        .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, consumer.endOffsets(partitions), decoders, fleet);
        }
    }

    private record Decoder(Topic<?> topic, AvroCodec<? extends SpecificRecord> codec) {}

    private static long read(
            Consumer<String, byte[]> consumer,
            Map<TopicPartition, Long> ends,
            Map<String, Decoder> decoders,
            Fleet fleet) {
        long count = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
                boolean isBefore = entry.offset() < ends.get(new TopicPartition(entry.topic(), entry.partition()));
                if (isBefore && entry.value() != null) {
                    take(entry, decoders.get(entry.topic()), fleet);
                    count++;
                }
            }
        }
        return count;
    }

    private static void take(ConsumerRecord<String, byte[]> entry, Decoder decoder, Fleet fleet) {
        Instant publishedAt = Instant.ofEpochMilli(entry.timestamp());
        try {
            fleet.hear(RecordValidator.requireValid(decoder.codec().decode(entry.value())), publishedAt);
        } catch (SerializationException malformed) {
            fleet.unreadable(decoder.topic(), entry.key() == null ? "" : entry.key(), publishedAt);
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> configuration = new HashMap<>(client);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, RECORDS_PER_POLL);
        return new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
