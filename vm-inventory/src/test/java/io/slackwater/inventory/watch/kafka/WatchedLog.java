package io.slackwater.inventory.watch.kafka;

import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.schemas.topics.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Reads what watchers wrote, and writes what operators say. */
final class WatchedLog {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String bootstrapServers;

    WatchedLog(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Returns all committed records of a topic, in the order of each partition; deletions left out. */
    <T extends SpecificRecord> List<ConsumerRecord<String, T>> read(Topic<T> topic) {
        List<ConsumerRecord<String, T>> read = new ArrayList<>();
        read(topic, read::add);
        return read;
    }

    /** Hands over all committed records of a topic, in the order of each partition; deletions left out. */
    <T extends SpecificRecord> void read(Topic<T> topic, Consumer<ConsumerRecord<String, T>> reader) {
        try (KafkaConsumer<String, T> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new AvroSerdes(new SchemaStore.Cache()).of(topic).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(entry -> {
                    if (entry.value() != null) {
                        reader.accept(entry);
                    }
                });
            }
        }
    }

    /** Writes a record, and waits until the log has it. */
    <T extends SpecificRecord> void write(Topic<T> topic, String key, T value) throws Exception {
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new TopicSerializer())) {
            producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
        }
    }
}
