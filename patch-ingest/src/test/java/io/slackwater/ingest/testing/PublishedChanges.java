package io.slackwater.ingest.testing;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.serde.TopicDeserializer;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the changes from the beginning of the topic, as a consumer of the service's would. */
public final class PublishedChanges implements AutoCloseable {

    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final List<ChangeEvent> seen = new ArrayList<>();

    public PublishedChanges(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest",
                "isolation.level",
                "read_committed",
                "key.deserializer",
                StringDeserializer.class.getName(),
                "value.deserializer",
                TopicDeserializer.class.getName()));
        consumer.subscribe(List.of(Topics.CHANGES.name()));
    }

    /** Returns all changes of an operating system that can be read by now. */
    public List<ChangeEvent> of(String operatingSystem) {
        for (ConsumerRecord<String, SpecificRecord> entry : consumer.poll(Duration.ofMillis(200))) {
            seen.add((ChangeEvent) entry.value());
        }
        return seen.stream()
                .filter(change -> change.getOperatingSystem().equals(operatingSystem))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
