package io.slackwater.streams.provision;

import io.slackwater.schemas.topics.KeySpace;
import io.slackwater.schemas.topics.Retention;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Compares the topics of a cluster with the catalogue. A topic that is not there is no difference. */
public final class TopicComparison {

    /** Kafka's default. A producer of Slackwater writes batches of up to {@code max.request.size}, 1 MiB, and a header. */
    static final long LEAST_MESSAGE_BYTES = 1_048_588;

    private static final String UNLIMITED = "-1";

    private final Admin admin;

    /** Compares by an admin client, which stays the caller's. */
    public TopicComparison(Admin admin) {
        this.admin = admin;
    }

    /**
     * Returns every difference, by topic in the order of the catalogue.
     *
     * @param plan the counts and the audit period that are asked for; empty to compare only what every plan asks for
     * @throws UnauthorizedComparisonException if the client may not describe the topics
     * @throws KafkaException if the cluster does not answer
     */
    public List<TopicDifference> differences(Optional<ProvisioningPlan> plan) throws InterruptedException {
        Map<String, Integer> partitions = partitions();
        Map<String, Config> settings = settings(partitions.keySet());
        Map<KeySpace, Integer> counts = new EnumMap<>(KeySpace.class);
        List<TopicDifference> differences = new ArrayList<>();
        for (CatalogueTopic topic : catalogue()) {
            Config config = settings.get(topic.name());
            if (config != null) {
                differences.addAll(partitionDifferences(topic, partitions.get(topic.name()), counts, plan));
                differences.addAll(settingDifferences(topic, config, plan));
            }
        }
        return differences;
    }

    private static List<TopicDifference> partitionDifferences(
            CatalogueTopic topic, int found, Map<KeySpace, Integer> counts, Optional<ProvisioningPlan> plan) {
        int first = topic.isDeadLetter() ? found : counts.computeIfAbsent(topic.keys(), keys -> found);
        if (first != found) {
            return List.of(difference(topic, TopicDifference.PARTITIONS, found, first, true));
        }
        return plan
                .map(asked -> asked.partitions(topic.keys()))
                .filter(asked -> asked != found)
                .map(asked -> difference(topic, TopicDifference.PARTITIONS, found, asked, false))
                .stream()
                .toList();
    }

    private static List<TopicDifference> settingDifferences(
            CatalogueTopic topic, Config config, Optional<ProvisioningPlan> plan) {
        List<TopicDifference> differences = new ArrayList<>();
        String policy = value(config, "cleanup.policy");
        String needed = topic.retention().configuration().getOrDefault("cleanup.policy", "delete");
        if (!policy.equals(needed)) {
            differences.add(difference(topic, "cleanup.policy", policy, needed, true));
        }
        if (topic.retention() != Retention.COMPACTED) {
            String bytes = value(config, "retention.bytes");
            if (!bytes.equals(UNLIMITED)) {
                differences.add(difference(topic, "retention.bytes", bytes, UNLIMITED, true));
            }
            neededMillis(topic.retention(), plan)
                    .flatMap(millis -> retentionDifference(topic, value(config, "retention.ms"), millis))
                    .ifPresent(differences::add);
        }
        String messageBytes = value(config, "max.message.bytes");
        if (Long.parseLong(messageBytes) < LEAST_MESSAGE_BYTES) {
            differences.add(difference(topic, "max.message.bytes", messageBytes, LEAST_MESSAGE_BYTES, true));
        }
        return differences;
    }

    /** Returns the retention that is asked for, in milliseconds, -1 for ever; empty where the operator's choice is not known. */
    private static Optional<Long> neededMillis(Retention retention, Optional<ProvisioningPlan> plan) {
        return retention == Retention.FOREVER
                ? Optional.of(-1L)
                : plan.map(asked -> asked.auditPeriod().toMillis());
    }

    private static Optional<TopicDifference> retentionDifference(CatalogueTopic topic, String found, long needed) {
        long millis = Long.parseLong(found);
        if (millis == needed) {
            return Optional.empty();
        }
        boolean isShorter = millis >= 0 && (needed < 0 || millis < needed);
        return Optional.of(difference(topic, "retention.ms", found, needed, isShorter));
    }

    private static TopicDifference difference(
            CatalogueTopic topic, String setting, Object found, Object needed, boolean losesData) {
        return new TopicDifference(topic.name(), setting, found.toString(), needed.toString(), losesData);
    }

    private static String value(Config config, String setting) {
        return config.get(setting).value();
    }

    private Map<String, Integer> partitions() throws InterruptedException {
        List<String> names = catalogue().stream().map(CatalogueTopic::name).toList();
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(names).topicNameValues();
        Map<String, Integer> partitions = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> answer : answers.entrySet()) {
            try {
                partitions.put(
                        answer.getKey(), answer.getValue().get().partitions().size());
            } catch (ExecutionException failed) {
                if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failure("Topic " + answer.getKey() + " could not be described: ", failed);
                }
            }
        }
        return partitions;
    }

    private Map<String, Config> settings(Collection<String> topics) throws InterruptedException {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        Map<String, Config> settings = new HashMap<>();
        try {
            admin.describeConfigs(resources)
                    .all()
                    .get()
                    .forEach((resource, config) -> settings.put(resource.name(), config));
        } catch (ExecutionException failed) {
            throw failure("The settings of the topics could not be read: ", failed);
        }
        return settings;
    }

    private static KafkaException failure(String what, ExecutionException failed) {
        String message = what + failed.getCause();
        return failed.getCause() instanceof AuthorizationException
                ? new UnauthorizedComparisonException(
                        message + ". The client needs Describe and DescribeConfigs on the topics slackwater.*", failed)
                : new KafkaException(message, failed);
    }

    private static List<CatalogueTopic> catalogue() {
        List<CatalogueTopic> catalogue = new ArrayList<>();
        catalogue.add(new CatalogueTopic(Topics.SCHEMAS, KeySpace.SCHEMA_FINGERPRINT, Retention.COMPACTED, false));
        for (Topic<?> topic : Topics.all()) {
            catalogue.add(new CatalogueTopic(topic.name(), topic.keys(), topic.retention(), false));
            catalogue.add(new CatalogueTopic(topic.deadLetterName(), topic.keys(), Retention.AUDIT_PERIOD, true));
        }
        return catalogue;
    }

    private record CatalogueTopic(String name, KeySpace keys, Retention retention, boolean isDeadLetter) {}
}
