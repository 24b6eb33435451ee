package io.slackwater.integration.log;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Copies the log to another cluster: the catalogue's topics and the schemas, nothing that a service keeps for itself. */
public final class LogCopy {

    private static final Duration LOOK = Duration.ofMillis(200);

    private LogCopy() {}

    /**
     * Copies what is committed: each record as it is, to the partition that it is in, with its time.
     *
     * @param to a provisioned cluster with the same numbers of partitions
     * @return how many records there were
     */
    public static int copy(String from, String to) throws InterruptedException, ExecutionException {
        List<Future<RecordMetadata>> copies = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", from, "isolation.level", "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", to), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(LOOK)) {
                    copies.add(producer.send(same(entry)));
                }
            }
        }
        for (Future<RecordMetadata> copy : copies) {
            copy.get();
        }
        return copies.size();
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        return Stream.concat(Topics.all().stream().map(Topic::name), Stream.of(Topics.SCHEMAS))
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
    }

    private static ProducerRecord<byte[], byte[]> same(ConsumerRecord<byte[], byte[]> entry) {
        return new ProducerRecord<>(
                entry.topic(), entry.partition(), entry.timestamp(), entry.key(), entry.value(), entry.headers());
    }
}
