package io.slackwater.streams.replay;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks up how far a log goes, and how far a group has read it. For one thread. */
public final class TopicOffsets implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int FEW_BYTES = 65_536;

    /** A record and the marker that commits it: enough for most partitions. */
    private static final long FIRST_STEP = 2;

    private static final long WIDER = 8;

    private final Admin admin;
    private final Supplier<KafkaConsumer<byte[], byte[]>> consumers;

    public TopicOffsets(Map<String, Object> clientConfiguration) {
        this.admin = Admin.create(clientConfiguration);
        Map<String, Object> properties = new HashMap<>(clientConfiguration);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Repartition topics lose their records when these are consumed: then what is left is looked at.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FEW_BYTES);
        properties.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Math.toIntExact(LOOK.toMillis()));
        this.consumers =
                () -> new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Returns the offset after the last record of each partition that has one, as a reader of committed records sees it. What a
     * transaction wrote that is under way is waited for. The partitions' own ends would not do: a transaction's marker, or
     * what it took back, is at the end of many, and Kafka Streams commits no position behind those where no record came before.
     *
     * @param topics those that do not exist have no records
     */
    public Map<TopicPartition, Long> ends(Collection<String> topics) throws InterruptedException, ExecutionException {
        List<TopicPartition> partitions = partitions(topics);
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest());
        // Not the ends of what is committed: a transaction that ends in this moment is to be waited for.
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest());
        ends.entrySet().removeIf(end -> end.getValue() <= starts.get(end.getKey()));
        return ends.isEmpty() ? Map.of() : lastRecords(starts, ends);
    }

    /** Returns what of these offsets a group has not reached, with where it is. */
    public Map<TopicPartition, Long> behind(String group, Map<TopicPartition, Long> ends)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> positions = ends.isEmpty() ? Map.of() : positions(group);
        Map<TopicPartition, Long> behind = new HashMap<>();
        ends.forEach((partition, end) -> {
            OffsetAndMetadata position = positions.get(partition);
            long reached = position == null ? 0 : position.offset();
            if (reached < end) {
                behind.put(partition, reached);
            }
        });
        return behind;
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private Map<TopicPartition, OffsetAndMetadata> positions(String group)
            throws InterruptedException, ExecutionException {
        try {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw failed;
        }
    }

    /** Looks at the ends of all partitions, and further back in those whose ends hold no record. */
    private Map<TopicPartition, Long> lastRecords(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> found = new HashMap<>();
        Set<TopicPartition> open = new HashSet<>(ends.keySet());
        try (KafkaConsumer<byte[], byte[]> consumer = consumers.get()) {
            for (long step = FIRST_STEP; !open.isEmpty(); step *= WIDER) {
                consumer.assign(open);
                for (TopicPartition partition : open) {
                    consumer.seek(partition, Math.max(starts.get(partition), ends.get(partition) - step));
                }
                readTo(ends, consumer, found);
                long looked = step;
                open.removeIf(partition ->
                        found.containsKey(partition) || ends.get(partition) - looked <= starts.get(partition));
            }
        }
        return found;
    }

    private static void readTo(
            Map<TopicPartition, Long> ends, KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> found) {
        Set<TopicPartition> reading = new HashSet<>(consumer.assignment());
        while (!reading.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(LOOK)) {
                TopicPartition partition = new TopicPartition(read.topic(), read.partition());
                if (read.offset() < ends.get(partition)) {
                    found.merge(partition, read.offset() + 1, Math::max);
                }
            }
            reading.removeIf(partition -> consumer.position(partition) >= ends.get(partition));
        }
    }

    private List<TopicPartition> partitions(Collection<String> topics) throws InterruptedException, ExecutionException {
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(topics).topicNameValues();
        Set<TopicPartition> partitions = new HashSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> description : descriptions.entrySet()) {
            try {
                description
                        .getValue()
                        .get()
                        .partitions()
                        .forEach(partition ->
                                partitions.add(new TopicPartition(description.getKey(), partition.partition())));
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed;
                }
            }
        }
        return List.copyOf(partitions);
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, ListOffsetsResultInfo> answers = admin.listOffsets(
                        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which)))
                .all()
                .get();
        Map<TopicPartition, Long> offsets = new HashMap<>();
        answers.forEach((partition, answer) -> offsets.put(partition, answer.offset()));
        return offsets;
    }
}
