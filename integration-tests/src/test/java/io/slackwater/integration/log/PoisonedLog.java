package io.slackwater.integration.log;

import io.slackwater.runtime.poison.PoisonRecord;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes poison records of each kind to every topic of the catalogue. */
public final class PoisonedLog {

    private PoisonedLog() {}

    /**
     * Writes them and waits until the broker has them.
     *
     * @return how many it took; a compacted topic takes none without a key
     */
    public static int write(String bootstrapServers) throws InterruptedException {
        int taken = 0;
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "max.request.size", 2_000_000);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Topic<?> topic : Topics.all()) {
                for (PoisonRecord poison : PoisonRecord.ofKafka(topic)) {
                    sent.add(producer.send(new ProducerRecord<>(topic.name(), poison.key(), poison.value())));
                }
            }
            for (Future<RecordMetadata> answer : sent) {
                try {
                    answer.get();
                    taken++;
                } catch (ExecutionException refused) {
                    // The broker refuses some kinds; what it takes is what counts.
                }
            }
        }
        return taken;
    }
}
