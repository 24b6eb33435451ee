package io.slackwater.reclaimer.messaging;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StorageDecisionType;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.EventDecoder;
import io.slackwater.topology.storage.state.DeleteGuardDecisions;
import io.slackwater.worker.storage.check.DeleteFreeze;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads all of {@code slackwater.storage-decisions}, from its start and on, so that every process knows whether deletes are frozen,
 * whatever stores it has. Until it has read what was there when it began, it does not know, and nothing is deleted.
 */
public final class FreezeWatch implements DeleteFreeze, Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(FreezeWatch.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final Map<String, Object> clientConfiguration;
    private final EventDecoder<StorageDecision> decoder;
    private final Clock clock;
    private volatile boolean isKnown;
    private volatile boolean isUnclear;
    private volatile boolean isClosed;
    private volatile @Nullable StorageDecision freeze;

    /** A watch that is to be run on a thread of its own. */
    FreezeWatch(Map<String, Object> clientConfiguration, SchemaStore schemas, Clock clock) {
        this.clientConfiguration = clientConfiguration;
        this.decoder = new EventDecoder<>(
                Topics.STORAGE_DECISIONS,
                new AvroSerdes(schemas).of(Topics.STORAGE_DECISIONS).deserializer());
        this.clock = clock;
    }

    @Override
    public Optional<Blocker> now() {
        if (!isKnown) {
            return Optional.of(new Blocker(
                    BlockerCode.STORAGE_FROZEN,
                    DeleteGuardDecisions.ALL_STORES,
                    clock.instant(),
                    "Whether deletes are frozen is not known here yet: the decisions are being read"));
        }
        if (isUnclear) {
            return Optional.of(
                    new Blocker(
                            BlockerCode.STORAGE_FROZEN,
                            DeleteGuardDecisions.ALL_STORES,
                            clock.instant(),
                            "The last decision whether deletes are frozen cannot be read by this process: decide it again, or start the process anew"));
        }
        return Optional.ofNullable(freeze).map(DeleteGuardDecisions::blocker);
    }

    @Override
    public void run() {
        while (!isClosed) {
            try (Consumer<String, byte[]> consumer = consumer()) {
                List<TopicPartition> partitions = consumer.partitionsFor(Topics.STORAGE_DECISIONS.name()).stream()
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList();
                if (partitions.isEmpty()) {
                    throw new KafkaException("Topic %s has no partitions".formatted(Topics.STORAGE_DECISIONS.name()));
                }
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                follow(consumer, consumer.endOffsets(partitions));
            } catch (RuntimeException failed) {
                // Until it has read again it does not know what was said meanwhile.
                isKnown = false;
                LOG.error("Reading whether deletes are frozen failed and begins anew", failed);
                pause();
            }
        }
    }

    /** Ends the reading soon. */
    @Override
    public void close() {
        isClosed = true;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            isClosed = true;
        }
    }

    /** Reads on until it is closed; from {@code ends} on it knows what is decided. */
    void follow(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        while (!isClosed) {
            consumer.poll(POLL).forEach(this::take);
            if (!isKnown
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                isKnown = true;
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        Decoded<StorageDecision> decoded =
                decoder.decode(entry.key(), entry.value(), EventDecoder.usable(entry.timestamp()));
        if (decoded instanceof Decoded.Value<StorageDecision> read) {
            StorageDecision decision = read.value();
            if (DeleteGuardDecisions.isAboutAllStores(decision)) {
                freeze = decision.getType() == StorageDecisionType.UNFROZEN ? null : decision;
                isUnclear = false;
            }
        } else if (decoded instanceof Decoded.Poison<StorageDecision> poison) {
            isUnclear |= DeleteGuardDecisions.ALL_STORES.equals(entry.key());
            LOG.warnf(
                    "Storage decision at offset %d of partition %d is passed over: %s",
                    entry.offset(), entry.partition(), poison.cause());
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.keySet().removeIf(key -> key.startsWith("group.") || key.equals("client.id"));
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
