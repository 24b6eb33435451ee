package io.slackwater.executor.app;

import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes to and reads from the log, in the role of the other services. */
public final class LogClient implements AutoCloseable {

    private final String bootstrapServers;
    private final KafkaProducer<String, byte[]> producer;

    public LogClient(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
    }

    public <T extends SpecificRecord> void write(Topic<T> topic, String key, T value) {
        writeBytes(topic.name(), key, new AvroCodec<>(topic.valueType()).encode(value));
    }

    /** As {@link #write}, by somebody who did so at that time. */
    <T extends SpecificRecord> void write(Topic<T> topic, String key, T value, Instant at) {
        byte[] bytes = new AvroCodec<>(topic.valueType()).encode(value);
        publish(new ProducerRecord<>(topic.name(), null, at.toEpochMilli(), key, bytes));
    }

    public void writeBytes(String topic, String key, byte[] value) {
        publish(new ProducerRecord<>(topic, key, value));
    }

    private void publish(ProducerRecord<String, byte[]> published) {
        published.headers().add(EventHeaders.SOURCE, "/slackwater/test".getBytes(StandardCharsets.UTF_8));
        published.headers().add(EventHeaders.ID, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
        try {
            producer.send(published).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Reads all that is committed in a topic now. */
    public <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        AvroCodec<T> codec = new AvroCodec<>(topic.valueType());
        return readBytes(topic.name()).stream()
                .map(entry -> codec.decode(entry.value()))
                .toList();
    }

    /** Reads all that is committed in a topic now, as bytes. */
    public List<ConsumerRecord<String, byte[]>> readBytes(String topic) {
        Map<String, Object> configuration =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
