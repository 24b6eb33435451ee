package io.slackwater.schemas.serde;

import io.slackwater.schemas.topics.Topics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a whole log, the internal topics of its services with it, as somebody does who has nothing but the log. */
public final class Unexplained {

    private static final int MARKER = 0xC301;

    private Unexplained() {}

    /** Returns the topics with records whose writers' schemas the log does not have. */
    public static Set<String> topics(String bootstrapServers) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (Consumer<String, byte[]> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new ByteArrayDeserializer())) {
            Set<String> published = new HashSet<>();
            records(consumer, consumer.partitionsFor(Topics.SCHEMAS), entry -> published.add(entry.key()));
            Set<String> unexplained = new TreeSet<>();
            consumer.listTopics()
                    .forEach((topic, partitions) -> records(consumer, partitions, entry -> {
                        String fingerprint = fingerprint(entry.value());
                        if (!fingerprint.isEmpty() && !published.contains(fingerprint)) {
                            unexplained.add(topic);
                        }
                    }));
            return unexplained;
        }
    }

    /** Returns the writer's fingerprint as its schema is keyed; empty for what is no record of ours. */
    private static String fingerprint(byte @Nullable [] value) {
        if (value == null || value.length < 10) {
            return "";
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        if (Short.toUnsignedInt(bytes.getShort()) != MARKER) {
            return "";
        }
        return SchemaPublisher.keyOf(bytes.order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    private static void records(
            Consumer<String, byte[]> consumer,
            List<PartitionInfo> infos,
            java.util.function.Consumer<ConsumerRecord<String, byte[]>> reader) {
        List<TopicPartition> partitions = infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(reader);
        }
    }
}
