package io.slackwater.inventory.watch.kafka;

import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jboss.logging.Logger;

/**
 * After how long a watcher tells again what has not changed: half the time for which the brokers keep it. So the log has every VM of
 * every host that can be read, and a state that is rebuilt from it knows them all.
 */
final class RepublishInterval {

    private static final Logger LOG = Logger.getLogger(RepublishInterval.class);
    private static final List<ConfigResource> TOLD = Stream.of(Topics.VM_INVENTORY, Topics.VM_STATES)
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
            .toList();

    /** How Kafka says that a topic is kept for ever. */
    private static final long FOREVER = -1;

    private static final Duration NEVER = Duration.ofMillis(Long.MAX_VALUE);

    private RepublishInterval() {}

    /**
     * Reads the topics' {@code retention.ms}. Where this client may not, it says so, and nothing is repeated.
     *
     * @throws KafkaException if the brokers do not say it
     */
    static Duration of(Map<String, Object> clientConfiguration) {
        try (Admin admin = Admin.create(clientConfiguration)) {
            return admin.describeConfigs(TOLD).all().get().values().stream()
                    .map(RepublishInterval::kept)
                    .reduce((one, other) -> one.compareTo(other) < 0 ? one : other)
                    .orElseThrow()
                    .dividedBy(2);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof AuthorizationException forbidden) {
                LOG.warnf(
                        "VMs that do not change are not told again before the log loses them: %s",
                        forbidden.getMessage());
                return NEVER;
            }
            throw new KafkaException("How long the topics of the VMs are kept could not be read", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while reading how long the topics of the VMs are kept", interrupted);
        }
    }

    private static Duration kept(Config configuration) {
        long millis = Long.parseLong(
                configuration.get(TopicConfig.RETENTION_MS_CONFIG).value());
        return millis == FOREVER ? NEVER : Duration.ofMillis(millis);
    }
}
