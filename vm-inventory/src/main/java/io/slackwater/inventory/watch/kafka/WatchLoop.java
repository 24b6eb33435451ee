package io.slackwater.inventory.watch.kafka;

import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.EventDecoder;
import io.slackwater.worker.watch.HostWatchStatuses;
import io.slackwater.worker.watch.PublishedHost;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;

/**
 * Shares the hosts with the other instances: a consumer group on {@code slackwater.hosts} in which each instance watches the
 * hosts of its partitions. A partition is read from its start whenever it is assigned; nothing is committed.
 */
public final class WatchLoop implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(WatchLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final Map<String, Object> clientConfiguration;
    private final Map<String, Object> groupConfiguration;
    private final SchemaStore schemas;
    private final EventDecoder<HostEvent> decoder;
    private final HostWatchFactory parts;
    private final HostWatchStatuses board;
    private final Clock clock;
    private final Map<Integer, WatchedPartition> partitions = new HashMap<>();
    private boolean isMember;
    private volatile boolean closed;

    /**
     * A loop that is to be run on a thread of its own.
     *
     * @param groupConfiguration the group's id, and the instance's where membership is static
     */
    public WatchLoop(
            Map<String, Object> clientConfiguration,
            Map<String, Object> groupConfiguration,
            SchemaStore schemas,
            HostWatchFactory parts) {
        this.clientConfiguration = clientConfiguration;
        this.groupConfiguration = groupConfiguration;
        this.schemas = schemas;
        this.decoder = new EventDecoder<>(
                Topics.HOSTS, new AvroSerdes(schemas).of(Topics.HOSTS).deserializer());
        this.parts = parts;
        this.board = parts.board();
        this.clock = parts.clock();
    }

    @Override
    public void run() {
        board.outage(gap(false, "This instance has not taken over its hosts yet"));
        try {
            while (!closed) {
                watchOnce();
            }
        } finally {
            board.outage(gap(true, "The thread that watches the hosts has ended: restart this instance"));
        }
    }

    /** Watches until something fails, whatever it is; then all begins anew, and what the log has is read again. */
    private void watchOnce() {
        try (Consumer<String, byte[]> consumer = consumer()) {
            consumer.subscribe(List.of(Topics.HOSTS.name()), new Ownership(consumer));
            try {
                follow(consumer);
            } catch (RuntimeException | Error failed) {
                breakOff("The watch of the hosts failed and begins anew: " + failed.getMessage());
                throw failed;
            }
        } catch (OutOfMemoryError endsTheProcess) {
            throw endsTheProcess;
        } catch (RuntimeException | Error failed) {
            LOG.error("The watch of the hosts failed and begins anew", failed);
            pause();
        } finally {
            release(List.copyOf(partitions.keySet()));
        }
    }

    private void breakOff(String reason) {
        HostWatchStatuses.Gap gap = gap(true, reason);
        isMember = false;
        board.outage(gap);
        partitions.values().forEach(watched -> watched.breakOff(gap));
        partitions.clear();
    }

    private HostWatchStatuses.Gap gap(boolean isFailure, String reason) {
        return new HostWatchStatuses.Gap(isFailure, clock.instant(), reason);
    }

    /** Ends the loop soon; the watches end with it. */
    @Override
    public void close() {
        closed = true;
    }

    private void follow(Consumer<String, byte[]> consumer) {
        while (!closed) {
            for (ConsumerRecord<String, byte[]> entry : consumer.poll(POLL)) {
                take(entry);
            }
            partitions.forEach((number, watched) -> watched.readTo(consumer.position(partition(number))));
            partitions.values().stream()
                    .flatMap(watched -> watched.broken().stream())
                    .findFirst()
                    .ifPresent(reason -> {
                        throw new KafkaException(reason);
                    });
            partitions.values().forEach(WatchedPartition::reviveDead);
            if (isMember && partitions.values().stream().allMatch(WatchedPartition::isCurrent)) {
                board.taken();
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        WatchedPartition watched = partitions.get(entry.partition());
        if (watched == null) {
            return;
        }
        Decoded<HostEvent> decoded = decoder.decode(entry.key(), entry.value(), EventDecoder.usable(entry.timestamp()));
        if (decoded instanceof Decoded.Value<HostEvent> read) {
            watched.take(read.value());
        } else if (decoded instanceof Decoded.Poison<HostEvent> poison) {
            // The topology reads the same topic and has put it into the dead-letter topic.
            LOG.warnf(
                    "Host event at offset %d of partition %d is passed over: %s",
                    entry.offset(), entry.partition(), poison.cause());
        }
    }

    private void own(Consumer<String, byte[]> consumer, Collection<TopicPartition> assigned) {
        isMember = true;
        if (assigned.isEmpty()) {
            // To seek in no partitions is to seek in all, and would tell of every retirement once more.
            return;
        }
        board.outage(gap(false, "This instance is taking over hosts"));
        consumer.seekToBeginning(assigned);
        Map<TopicPartition, Long> ends = consumer.endOffsets(assigned);
        Duration repeatAfter = RepublishInterval.of(clientConfiguration);
        for (TopicPartition partition : assigned) {
            int number = partition.partition();
            String transactionalId = groupConfiguration.get(ConsumerConfig.GROUP_ID_CONFIG) + "-publisher";
            // First fence who had the partition before, then read what it wrote last.
            PartitionPublisher publisher = new PartitionPublisher(clientConfiguration, transactionalId, number, clock);
            try {
                Map<String, PublishedHost> vmsByHost =
                        new PublishedHostsReader(clientConfiguration, schemas).read(number);
                partitions.put(
                        number, new WatchedPartition(publisher, vmsByHost, ends.get(partition), parts, repeatAfter));
            } catch (RuntimeException | Error failed) {
                publisher.close();
                throw failed;
            }
        }
        LOG.infof("Watching the hosts of partitions %s", partitions.keySet());
    }

    private void release(Collection<Integer> numbers) {
        for (Integer number : numbers) {
            WatchedPartition watched = partitions.remove(number);
            if (watched != null) {
                watched.close();
            }
        }
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.putAll(groupConfiguration);
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configuration.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        return new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static TopicPartition partition(int number) {
        return new TopicPartition(Topics.HOSTS.name(), number);
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Follows the group's assignments, on the thread that polls. */
    private final class Ownership implements ConsumerRebalanceListener {

        private final Consumer<String, byte[]> consumer;

        Ownership(Consumer<String, byte[]> consumer) {
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            own(consumer, assigned);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            release(revoked.stream().map(TopicPartition::partition).toList());
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> lost) {
            breakOff("The broker did not hear from this instance in time; it takes its hosts over again");
        }
    }
}
