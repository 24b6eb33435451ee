package io.slackwater.schemas.serde;

import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes schemas to the log, under their fingerprints; to be called before anything is written that has them. */
public final class SchemaPublisher {

    private SchemaPublisher() {}

    /**
     * Writes the schemas that this version has of the catalogue's topics, as {@link #publish} does.
     *
     * @param clientConfiguration Kafka client properties, at least {@code bootstrap.servers}
     * @throws KafkaException if the broker did not take them
     */
    public static void publishCatalogue(Map<String, ?> clientConfiguration) {
        publish(
                clientConfiguration,
                Topics.all().stream().map(Topic::valueType).distinct().toList());
    }

    /**
     * Writes the schemas that this version has of some types, and waits until the broker has them. Writing them again changes nothing.
     *
     * @param clientConfiguration Kafka client properties, at least {@code bootstrap.servers}
     * @throws KafkaException if the broker did not take them
     */
    public static void publish(
            Map<String, ?> clientConfiguration, Collection<? extends Class<? extends SpecificRecord>> types) {
        try (Producer<String, String> producer =
                new KafkaProducer<>(oneAtATime(clientConfiguration), new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> writes = new ArrayList<>();
            for (Class<? extends SpecificRecord> type : types) {
                Schema schema = SpecificData.get().getSchema(type);
                String key = keyOf(SchemaNormalization.parsingFingerprint64(schema));
                writes.add(producer.send(new ProducerRecord<>(Topics.SCHEMAS, 0, key, schema.toString())));
            }
            for (Future<RecordMetadata> write : writes) {
                write.get();
            }
        } catch (ExecutionException failed) {
            throw new KafkaException("The schemas could not be written to " + Topics.SCHEMAS, failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while the schemas were written", interrupted);
        }
    }

    /**
     * The topic may have been created in this instant. Of two batches under way the first may come before its partition is there and
     * the second after; the broker takes the second, and never again one before it.
     */
    private static Map<String, Object> oneAtATime(Map<String, ?> clientConfiguration) {
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        return configuration;
    }

    static String keyOf(long fingerprint) {
        return "%016x".formatted(fingerprint);
    }
}
