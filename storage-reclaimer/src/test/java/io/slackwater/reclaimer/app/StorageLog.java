package io.slackwater.reclaimer.app;

import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The other services' side of the log: writes what they write, reads what the reclaimer tells. */
final class StorageLog implements AutoCloseable {

    private final String bootstrapServers;
    private final Producer<String, byte[]> producer;
    private final Consumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> told = new ArrayList<>();

    StorageLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new ByteArraySerializer());
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(
                        0, consumer.partitionsFor(Topics.STORAGE.name()).size())
                .mapToObj(partition -> new TopicPartition(Topics.STORAGE.name(), partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    <T extends SpecificRecord> void write(Topic<T> topic, String key, T value) {
        writeBytes(topic, key, new AvroCodec<>(topic.valueType()).encode(value));
    }

    void writeBytes(Topic<?> topic, @Nullable String key, byte @Nullable [] value) {
        try {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("The broker did not take a record of " + topic.name(), failed);
        }
    }

    /** Reads all that a topic has now. */
    List<ConsumerRecord<String, byte[]>> read(String topic) {
        try (Consumer<String, byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = reader.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            reader.assign(partitions);
            reader.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            List<ConsumerRecord<String, byte[]>> all = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> reader.position(partition) < ends.get(partition))) {
                reader.poll(Duration.ofMillis(200)).forEach(all::add);
            }
            return all;
        }
    }

    /** Returns all that the reclaimer told so far. */
    List<VolumeEvent> told() {
        consumer.poll(Duration.ofMillis(200)).forEach(told::add);
        AvroCodec<VolumeEvent> codec = new AvroCodec<>(VolumeEvent.class);
        return told.stream().map(entry -> codec.decode(entry.value())).toList();
    }

    /** Returns the headers' names and values of the first record. */
    Map<String, String> firstHeaders() {
        Map<String, String> headers = new TreeMap<>();
        told.get(0)
                .headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }

    @Override
    public void close() {
        producer.close();
        consumer.close();
    }
}
