package io.slackwater.benchmarks.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads a topic's committed records and knows how far it is. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    TopicReader(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions, boolean fromStart) {
        this.consumer = consumer;
        consumer.assign(partitions);
        if (fromStart) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        // Seeking is lazy; asking for the position connects and makes it so.
        partitions.forEach(consumer::position);
    }

    /**
     * Reads that many records.
     *
     * @throws IllegalStateException if no record came for two minutes
     */
    public void read(long records, Consumer<ConsumerRecord<byte[], byte[]>> seen) {
        long remaining = records;
        long lastHeard = System.nanoTime();
        while (remaining > 0) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                ends.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
                seen.accept(record);
                remaining--;
                lastHeard = System.nanoTime();
            }
            if (System.nanoTime() - lastHeard > PATIENCE.toNanos()) {
                throw new IllegalStateException("Of %,d records of %s the last %,d did not come"
                        .formatted(records, consumer.assignment(), remaining));
            }
        }
        if (remaining < 0) {
            throw new IllegalStateException(
                    "%s had %,d records more than expected".formatted(consumer.assignment(), -remaining));
        }
    }

    /** Returns the offsets after the last records that were read, of the partitions that had any. */
    public Map<TopicPartition, Long> ends() {
        return Map.copyOf(ends);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
