package io.slackwater.inventory.hosts.kafka;

import io.slackwater.inventory.hosts.Host;
import io.slackwater.inventory.hosts.InvalidDeclarationException;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.serde.AvroSerdes;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.Decoded;
import io.slackwater.streams.EventDecoder;
import io.slackwater.worker.watch.HostClaims;
import io.slackwater.worker.watch.MarkerProjection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Reads all of {@code slackwater.hosts}, from its start and on, so that every instance knows every host. */
public final class HostRegistry implements Runnable, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(HostRegistry.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final Map<String, Object> clientConfiguration;
    private final EventDecoder<HostEvent> decoder;
    private final HostProjection log = new HostProjection();
    private final MarkerProjection markers;
    private final HostClaims claims;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private volatile boolean closed;

    /**
     * A registry that is to be run on a thread of its own.
     *
     * @param markers learns of everything that is read
     * @param claims learns of everything that is read, and when the reading begins anew
     */
    public HostRegistry(
            Map<String, Object> clientConfiguration, SchemaStore schemas, MarkerProjection markers, HostClaims claims) {
        this.markers = markers;
        this.claims = claims;
        this.clientConfiguration = clientConfiguration;
        this.decoder = new EventDecoder<>(
                Topics.HOSTS, new AvroSerdes(schemas).of(Topics.HOSTS).deserializer());
    }

    HostProjection log() {
        return log;
    }

    /** Returns a host as it is shown: with what is known of other hosts that may be the same. */
    Host shown(Host host) {
        String hostId = host.declaration().hostId();
        return claims.sameHostAs(hostId)
                .map(same -> host.sameHost(same.since(), same.told()))
                .or(() -> claims.unclear(hostId).map(host::unclear))
                .orElse(host);
    }

    /** Waits until all is read that the topic had when this began; returns whether that came to be. */
    public boolean awaitCaughtUp(Duration patience) throws InterruptedException {
        return caughtUp.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        while (!closed) {
            try (Consumer<String, byte[]> consumer = consumer()) {
                List<TopicPartition> partitions = consumer.partitionsFor(Topics.HOSTS.name()).stream()
                        .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                claims.begin();
                follow(consumer, consumer.endOffsets(partitions));
            } catch (OutOfMemoryError endsTheProcess) {
                throw endsTheProcess;
            } catch (RuntimeException | Error failed) {
                LOG.error("Reading the hosts failed and begins anew", failed);
                pause();
            }
        }
    }

    /** Ends the reading soon. */
    @Override
    public void close() {
        closed = true;
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    /** Reads on until it is closed; from {@code ends} on it has caught up. */
    void follow(Consumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        boolean isWhole = false;
        while (!closed) {
            consumer.poll(POLL).forEach(this::take);
            if (!isWhole
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                isWhole = true;
                markers.caughtUp();
                claims.caughtUp();
                caughtUp.countDown();
            }
        }
    }

    private void take(ConsumerRecord<String, byte[]> entry) {
        Decoded<HostEvent> decoded = decoder.decode(entry.key(), entry.value(), EventDecoder.usable(entry.timestamp()));
        if (decoded instanceof Decoded.Value<HostEvent> read) {
            take(entry, read.value());
        } else if (decoded instanceof Decoded.Poison<HostEvent> poison) {
            passOver(entry, poison.cause());
        }
    }

    private void take(ConsumerRecord<String, byte[]> entry, HostEvent event) {
        try {
            markers.take(event);
            claims.take(event);
            log.take(event);
        } catch (InvalidDeclarationException malformed) {
            passOver(entry, malformed.getMessage());
        }
    }

    private static void passOver(ConsumerRecord<String, byte[]> entry, @Nullable String cause) {
        LOG.warnf(
                "Host event at offset %d of partition %d is passed over: %s", entry.offset(), entry.partition(), cause);
    }

    private Consumer<String, byte[]> consumer() {
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.keySet().removeIf(key -> key.startsWith("group."));
        configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(configuration, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
