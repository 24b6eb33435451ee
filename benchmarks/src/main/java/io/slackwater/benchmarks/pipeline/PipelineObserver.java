package io.slackwater.benchmarks.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.serde.TopicDeserializer;
import io.slackwater.schemas.topics.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Follows the public topics with one consumer, and tells the owner of a VM when its update was applied. */
final class PipelineObserver implements AutoCloseable {

    private static final List<String> TOPICS =
            List.of(Topics.HOSTS.name(), Topics.VM_INVENTORY.name(), Topics.UPDATES.name(), Topics.STORAGE.name());

    private final FleetProgress progress;
    private final Consumer<String> owner;
    private final TopicDeserializer values = new TopicDeserializer();
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Connects.
     *
     * @param owner takes the UUID of each VM whose update was applied
     */
    PipelineObserver(Map<String, Object> connection, FleetProgress progress, Consumer<String> owner) {
        this.progress = progress;
        this.owner = owner;
        Map<String, Object> configuration = new HashMap<>(connection);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        values.configure(connection, false);
        consumer = new KafkaConsumer<>(configuration, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = TOPICS.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /**
     * Takes in what has come, after waiting for at most {@code patience}.
     *
     * @throws PipelineFailedException if an update failed
     */
    void poll(Duration patience) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            if (record.topic().equals(Topics.VM_INVENTORY.name())) {
                progress.inventoried(new String(record.key(), UTF_8));
            } else {
                apply(values.deserialize(record.topic(), record.value()));
            }
        }
    }

    private void apply(SpecificRecord event) {
        if (event instanceof UpdateEvent update) {
            apply(update);
        } else if (event instanceof HostEvent host) {
            progress.apply(host);
        } else if (event instanceof VolumeEvent volume) {
            progress.apply(volume);
        }
    }

    private void apply(UpdateEvent update) {
        boolean isNew = progress.apply(update);
        if (update.getPhase() == UpdatePhase.FAILED) {
            throw new PipelineFailedException("The update of VM %s failed: %s"
                    .formatted(update.getVmId(), update.getReason().orElse("no reason was given")));
        }
        if (isNew && update.getPhase() == UpdatePhase.APPLIED) {
            owner.accept(update.getVmId());
        }
    }

    @Override
    public void close() {
        consumer.close();
        values.close();
    }
}
