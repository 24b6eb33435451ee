package io.slackwater.streams.provision;

import io.slackwater.schemas.serde.SchemaPublisher;
import io.slackwater.schemas.topics.KeySpace;
import io.slackwater.schemas.topics.Retention;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * Creates the topics of the catalogue and writes the schemas. Topics that exist are left as they are: partition counts
 * never change.
 */
public final class TopicProvisioner {

    private final Map<String, Object> clientConfiguration;
    private final ProvisioningPlan plan;

    /** Provisions a cluster, given Kafka client properties with at least {@code bootstrap.servers}. */
    public TopicProvisioner(Map<String, ?> clientConfiguration, ProvisioningPlan plan) {
        this.clientConfiguration = new HashMap<>(clientConfiguration);
        this.plan = plan;
    }

    /**
     * Creates what is missing and waits until the brokers have it.
     *
     * @return the names of the topics that were created
     * @throws KafkaException if the cluster refused one; the message names it
     */
    public List<String> provision() {
        List<String> created = new ArrayList<>();
        try (Admin admin = Admin.create(clientConfiguration)) {
            Map<String, KafkaFuture<Void>> answers =
                    admin.createTopics(wanted()).values();
            for (Map.Entry<String, KafkaFuture<Void>> answer : answers.entrySet()) {
                if (wasCreated(answer.getKey(), answer.getValue())) {
                    created.add(answer.getKey());
                }
            }
        }
        SchemaPublisher.publishCatalogue(clientConfiguration);
        return created;
    }

    /**
     * Returns how the topics that are there differ from the catalogue and the plan; to be called after {@link #provision}.
     *
     * @throws KafkaException if the cluster does not answer
     */
    public List<TopicDifference> differences() {
        try (Admin admin = Admin.create(clientConfiguration)) {
            return new TopicComparison(admin).differences(Optional.of(plan));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while the topics were compared with the catalogue", interrupted);
        }
    }

    private List<NewTopic> wanted() {
        List<NewTopic> wanted = new ArrayList<>();
        wanted.add(topic(Topics.SCHEMAS, KeySpace.SCHEMA_FINGERPRINT, Retention.COMPACTED));
        for (Topic<?> entry : Topics.all()) {
            wanted.add(topic(entry.name(), entry.keys(), entry.retention()));
            wanted.add(topic(entry.deadLetterName(), entry.keys(), Retention.AUDIT_PERIOD));
        }
        return wanted;
    }

    private NewTopic topic(String name, KeySpace keys, Retention retention) {
        Map<String, String> configuration = new HashMap<>(retention.configuration());
        if (retention == Retention.AUDIT_PERIOD) {
            configuration.put("retention.ms", Long.toString(plan.auditPeriod().toMillis()));
        }
        return new NewTopic(name, plan.partitions(keys), plan.replication()).configs(configuration);
    }

    private static boolean wasCreated(String name, KafkaFuture<Void> answer) {
        try {
            answer.get();
            return true;
        } catch (ExecutionException refused) {
            if (refused.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw new KafkaException("Topic " + name + " could not be created: " + refused.getCause(), refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while topic " + name + " was created", interrupted);
        }
    }
}
