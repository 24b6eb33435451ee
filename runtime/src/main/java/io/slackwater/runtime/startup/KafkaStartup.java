package io.slackwater.runtime.startup;

import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.serde.LogSchemaStore;
import io.slackwater.schemas.serde.SchemaPublisher;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.provision.TopicComparison;
import io.slackwater.streams.provision.TopicDifference;
import io.slackwater.streams.provision.UnauthorizedComparisonException;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Gives a service what its topology needs before it can be built. Making the topology asks for the partition count, which
 * waits for the topics and writes this version's schemas of events first; those of rows are known once it is made.
 */
@ApplicationScoped
public class KafkaStartup {

    private static final Logger LOG = Logger.getLogger(KafkaStartup.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(30);

    private final Map<String, Object> clientConfiguration;
    private final Duration patience;

    KafkaStartup(
            @Identifier("default-kafka-broker") Map<String, Object> clientConfiguration,
            @ConfigProperty(name = "slackwater.startup.topics-timeout", defaultValue = "60s") Duration patience) {
        this.clientConfiguration = Map.copyOf(clientConfiguration);
        this.patience = patience;
    }

    @Produces
    @Singleton
    LogSchemaStore schemas() {
        return new LogSchemaStore(clientConfiguration, BROKER_TIMEOUT);
    }

    void close(@Disposes LogSchemaStore schemas) {
        schemas.close();
    }

    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Returns the partition count that an installation chose for a topic, and publishes this version's schemas.
     *
     * @throws KafkaException if the topic is not there after {@code slackwater.startup.topics-timeout}, or a topic of the
     *     catalogue has a setting that loses data
     */
    public int partitionsOf(Topic<?> topic) {
        int partitions = awaitPartitions(topic.name());
        awaitPartitions(Topics.SCHEMAS);
        requireSafeTopics();
        SchemaPublisher.publishCatalogue(clientConfiguration);
        return partitions;
    }

    /**
     * Returns the id of the Kafka cluster: which log this is. A broker that is restored from a backup has the same.
     *
     * @throws KafkaException if the cluster does not tell it
     */
    public String clusterId() {
        try (Admin admin = Admin.create(clientConfiguration)) {
            return admin.describeCluster().clusterId().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while the cluster was asked for its id", interrupted);
        } catch (ExecutionException failed) {
            throw new KafkaException("The cluster could not be asked for its id", failed.getCause());
        }
    }

    /**
     * Publishes this version's schemas of the rows of a topology that was built; to be called before it runs.
     *
     * @throws KafkaException if the broker did not take them
     */
    public void publishRows(AvroSerdes serdes) {
        SchemaPublisher.publish(clientConfiguration, serdes.rowTypes());
    }

    private void requireSafeTopics() {
        try (Admin admin = Admin.create(clientConfiguration)) {
            List<String> lossy = new TopicComparison(admin)
                    .differences(Optional.empty()).stream()
                            .filter(TopicDifference::losesData)
                            .map(difference -> difference.describe(String.valueOf(
                                    clientConfiguration.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG))))
                            .toList();
            if (!lossy.isEmpty()) {
                throw new KafkaException("The service does not start. " + String.join("\n", lossy));
            }
        } catch (UnauthorizedComparisonException notAllowed) {
            LOG.warnf("The topics are not compared with the catalogue: %s", notAllowed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while the topics were compared with the catalogue", interrupted);
        }
    }

    private int awaitPartitions(String name) {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Admin admin = Admin.create(clientConfiguration)) {
            while (true) {
                TopicDescription description = describe(admin, name);
                if (description != null) {
                    return description.partitions().size();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new KafkaException("Topic " + name + " is not there: run 'slackwater provision' first");
                }
                LOG.debugf("Waiting for topic %s", name);
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while waiting for topic " + name, interrupted);
        }
    }

    private static @Nullable TopicDescription describe(Admin admin, String name) throws InterruptedException {
        try {
            return admin.describeTopics(List.of(name)).allTopicNames().get().get(name);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
                return null;
            }
            throw new KafkaException("Topic " + name + " could not be described", failed.getCause());
        }
    }
}
