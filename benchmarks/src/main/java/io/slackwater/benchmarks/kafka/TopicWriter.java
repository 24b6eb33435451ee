package io.slackwater.benchmarks.kafka;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Writes records without waiting for each, and fails at the next flush where one was not written. */
public final class TopicWriter implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    TopicWriter(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Begins a transaction; only for a writer that was made for it. */
    public void begin() {
        producer.beginTransaction();
    }

    /** Commits the transaction. */
    public void commit() {
        producer.commitTransaction();
    }

    /** Sends a record. */
    public void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (written, failed) -> {
            if (failed != null) {
                failure.compareAndSet(null, failed);
            }
        });
    }

    /**
     * Sends a record and notes where it ended up.
     *
     * @param ends takes the offset after it, when it was written
     */
    public void send(ProducerRecord<byte[], byte[]> record, ConcurrentHashMap<TopicPartition, Long> ends) {
        var unused = producer.send(record, (written, failed) -> {
            if (failed == null) {
                ends.merge(new TopicPartition(written.topic(), written.partition()), written.offset() + 1, Math::max);
            } else {
                failure.compareAndSet(null, failed);
            }
        });
    }

    /**
     * Waits until all records are written.
     *
     * @throws KafkaException if one was not
     */
    public void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException("A record could not be written", failed);
        }
    }

    /** Returns how many partitions a topic has. */
    public int partitions(String topic) {
        return producer.partitionsFor(topic).size();
    }

    @Override
    public void close() {
        producer.close();
    }
}
