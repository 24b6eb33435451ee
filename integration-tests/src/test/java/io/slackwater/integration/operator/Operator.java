package io.slackwater.integration.operator;

import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.schemas.serde.CatalogueSerializer;
import io.slackwater.schemas.topics.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Somebody who decides how the installation is to act. */
public final class Operator {

    private static final String NAME = "operator";

    private Operator() {}

    /**
     * Sets the first version of a policy; returns when the log has it.
     *
     * @param bootstrapServers the broker's address
     * @param document the policy as JSON
     */
    public static void setPolicy(String bootstrapServers, String name, String document)
            throws InterruptedException, ExecutionException {
        PolicyEvent event = PolicyEvent.newBuilder()
                .setPolicy(name)
                .setType(PolicyEventType.SET)
                .setVersion(1)
                .setDocument(document)
                .setActor(NAME)
                .setOccurredAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                .build();
        try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringSerializer(), new CatalogueSerializer())) {
            producer.send(new ProducerRecord<>(Topics.POLICIES.name(), name, event))
                    .get();
        }
    }
}
