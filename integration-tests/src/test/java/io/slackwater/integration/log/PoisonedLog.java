package io.slackwater.integration.log;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.poison.PoisonRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes poison records of each kind to every topic of the catalogue. */
public final class PoisonedLog {

    private static final Duration LOOK = Duration.ofMillis(100);

    private PoisonedLog() {}

    /**
     * Writes them and waits until the broker has them.
     *
     * @return how many it took, by topic; a compacted topic takes none without a key
     */
    public static Map<String, Long> write(String bootstrapServers) throws InterruptedException {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 2_000_000);
        Map<String, Long> taken = new TreeMap<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (Topic<?> topic : Topics.all()) {
                List<Future<RecordMetadata>> answers = new ArrayList<>();
                for (PoisonRecord poison : PoisonRecord.ofKafka(topic)) {
                    answers.add(producer.send(new ProducerRecord<>(topic.name(), poison.key(), poison.value())));
                }
                taken.put(topic.name(), countTaken(answers));
            }
        }
        return taken;
    }

    private static long countTaken(List<Future<RecordMetadata>> answers) throws InterruptedException {
        long taken = 0;
        for (Future<RecordMetadata> answer : answers) {
            try {
                answer.get();
                taken++;
            } catch (ExecutionException refused) {
                // What the broker refuses is no record of the topic.
            }
        }
        return taken;
    }

    /** Returns how many dead letters each topic of the catalogue has, by its name. */
    public static Map<String, Long> deadLetters(String bootstrapServers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        Map<String, Long> letters = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (Topic<?> topic : Topics.all()) {
                letters.put(topic.name(), count(consumer, topic.deadLetterName()));
            }
        }
        return letters;
    }

    /** Reads a topic, for its offsets count the ends of transactions, too. */
    private static long count(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long records = 0;
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            records += consumer.poll(LOOK).count();
        }
        return records;
    }
}
