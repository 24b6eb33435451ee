package io.slackwater.standalone.demo;

import io.slackwater.schemas.serde.TopicDeserializer;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the log from its start, as anybody may: what the services say to each other, as soon as it is committed. */
final class LogFollower implements AutoCloseable {

    private static final List<Topic<?>> FOLLOWED =
            List.of(Topics.CHANGES, Topics.VM_INVENTORY, Topics.VM_STATES, Topics.UPDATES, Topics.STORAGE);

    private final TopicDeserializer values = new TopicDeserializer();
    private final KafkaConsumer<String, byte[]> consumer;

    LogFollower(Map<String, Object> clientConfiguration) {
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class.getName());
        configuration.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        values.configure(clientConfiguration, false);
        consumer = new KafkaConsumer<>(configuration);
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?> topic : FOLLOWED) {
            consumer.partitionsFor(topic.name())
                    .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Hands on what has come, after waiting for at most {@code patience}. What cannot be read is passed over. */
    void poll(Duration patience, Consumer<SpecificRecord> events) {
        for (ConsumerRecord<String, byte[]> entry : consumer.poll(patience)) {
            read(entry).ifPresent(events);
        }
    }

    private Optional<SpecificRecord> read(ConsumerRecord<String, byte[]> entry) {
        try {
            return Optional.ofNullable(values.deserialize(entry.topic(), entry.value()));
        } catch (SerializationException malformed) {
            // A service that reads the topic has put it into the dead letters and said so.
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        consumer.close();
        values.close();
    }
}
