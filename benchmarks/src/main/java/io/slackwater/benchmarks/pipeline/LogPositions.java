package io.slackwater.benchmarks.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Asks the broker how far its log goes, and how far the services have read it. */
final class LogPositions implements AutoCloseable {

    private static final String KAFKAS_OWN = "__";
    private static final int QUIET_LOOKS = 2;
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Admin admin;

    LogPositions(Map<String, Object> connection) {
        admin = Admin.create(connection);
    }

    /** Returns the end of every partition, those of internal topics too. */
    Map<TopicPartition, Long> ends() throws InterruptedException {
        try {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            Map<String, TopicDescription> topics =
                    admin.describeTopics(names).allTopicNames().get();
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            topics.forEach((name, topic) -> topic.partitions()
                    .forEach(partition ->
                            latest.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, entry -> entry.getValue().offset()));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The broker does not tell where its log ends", failed.getCause());
        }
    }

    /**
     * Returns how many offsets each consumer group has not committed yet. A transaction marker at the end of a partition
     * counts as one, though no consumer gets it.
     */
    Map<String, Long> lags() throws InterruptedException {
        Map<TopicPartition, Long> ends = ends();
        Map<String, Long> lags = new HashMap<>();
        committed().forEach((group, offsets) -> lags.put(group, lag(offsets, ends)));
        return lags;
    }

    /**
     * Waits until nothing is written any more: the ends of all topics but Kafka's own stay for three looks, a second apart.
     *
     * @throws PipelineFailedException if they still move after {@code limit}
     */
    void awaitQuiet(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Map<TopicPartition, Long> before = Map.of();
        int same = 0;
        while (same < QUIET_LOOKS) {
            if (System.nanoTime() > deadline) {
                throw new PipelineFailedException("The services still write after %d s".formatted(limit.toSeconds()));
            }
            Thread.sleep(LOOK.toMillis());
            Map<TopicPartition, Long> now = ends();
            now.keySet().removeIf(partition -> partition.topic().startsWith(KAFKAS_OWN));
            same = now.equals(before) ? same + 1 : 0;
            before = now;
        }
    }

    private Map<String, Map<TopicPartition, OffsetAndMetadata>> committed() throws InterruptedException {
        try {
            Map<String, ListConsumerGroupOffsetsSpec> groups =
                    admin.listGroups(ListGroupsOptions.forConsumerGroups()).all().get().stream()
                            .map(GroupListing::groupId)
                            .collect(
                                    Collectors.toMap(Function.identity(), group -> new ListConsumerGroupOffsetsSpec()));
            return admin.listConsumerGroupOffsets(groups).all().get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("The broker does not tell how far its groups are", failed.getCause());
        }
    }

    private static long lag(Map<TopicPartition, OffsetAndMetadata> committed, Map<TopicPartition, Long> ends) {
        long lag = 0;
        for (Map.Entry<TopicPartition, OffsetAndMetadata> entry : committed.entrySet()) {
            lag += ends.getOrDefault(entry.getKey(), 0L) - entry.getValue().offset();
        }
        return lag;
    }

    @Override
    public void close() {
        admin.close();
    }
}
