package io.slackwater.integration.log;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.serde.TopicDeserializer;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** All events of all topics since the log's start, as far as they are committed. */
public final class EventLog implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final List<SpecificRecord> events = new ArrayList<>();
    private final KafkaConsumer<String, SpecificRecord> consumer;

    /** Opens the log of a provisioned cluster. */
    public EventLog(String bootstrapServers) {
        consumer = new KafkaConsumer<>(Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                TopicDeserializer.class));
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic<?> topic : Topics.all()) {
            consumer.partitionsFor(topic.name())
                    .forEach(partition -> partitions.add(new TopicPartition(topic.name(), partition.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Returns the events of one type, in the order of each partition. */
    public synchronized <T extends SpecificRecord> List<T> of(Class<T> type) {
        look();
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Reads all that is there now; for a log to which nobody is writing any more, or what came before the call. */
    public synchronized void readToItsEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            look();
        }
    }

    /** Takes what has come; a record that nobody can read is passed over, as the services do. */
    private void look() {
        try {
            for (ConsumerRecord<String, SpecificRecord> entry : consumer.poll(LOOK)) {
                Optional.ofNullable(entry.value()).ifPresent(events::add);
            }
        } catch (RecordDeserializationException unreadable) {
            consumer.seek(unreadable.topicPartition(), unreadable.offset() + 1);
        }
    }

    /** Returns the last event of each VM's update, by VM. */
    public Map<String, UpdateEvent> updates() {
        Map<String, UpdateEvent> updates = new HashMap<>();
        of(UpdateEvent.class).forEach(update -> updates.put(update.getVmId(), update));
        return updates;
    }

    @Override
    public synchronized void close() {
        consumer.close();
    }
}
