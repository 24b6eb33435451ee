package io.slackwater.inventory.watch.kafka;

import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.TopicSerializer;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.streams.EventStamp;
import io.slackwater.worker.watch.Publication;
import io.slackwater.worker.watch.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the watchers of one partition of hosts saw, one transaction for each call. The transactional id belongs to the
 * partition: whoever takes a partition over fences the instance that had it, so that no late write of that one gets in.
 */
final class PartitionPublisher implements Publisher, AutoCloseable {

    private static final String SERVICE = "vm-inventory";
    private static final int BUFFER_BYTES = 8 * 1024 * 1024;
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

    private final int partition;
    private final Clock clock;
    private final Producer<String, SpecificRecord> producer;
    private volatile Optional<String> broken = Optional.empty();

    /** Takes the partition over, which ends what another instance may still be writing. */
    PartitionPublisher(Map<String, Object> clientConfiguration, String transactionalId, int partition, Clock clock) {
        this.partition = partition;
        this.clock = clock;
        Map<String, Object> configuration = new HashMap<>(clientConfiguration);
        configuration.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId + "-" + partition);
        configuration.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        this.producer = new KafkaProducer<>(configuration, new StringSerializer(), new TopicSerializer());
        try {
            this.producer.initTransactions();
        } catch (RuntimeException failed) {
            this.producer.close(CLOSE_PATIENCE);
            throw failed;
        }
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the commit throws what a send met
    public synchronized void publish(List<Publication<?>> publications) {
        broken.ifPresent(reason -> {
            throw new PublishFailedException(reason, new IllegalStateException(reason));
        });
        try {
            producer.beginTransaction();
            for (Publication<?> publication : publications) {
                producer.send(record(publication));
            }
            producer.commitTransaction();
        } catch (RuntimeException failed) {
            abort(failed);
            throw new PublishFailedException(String.valueOf(failed.getMessage()), failed);
        } catch (Error failed) {
            abort(failed);
            throw failed;
        }
    }

    /**
     * Takes back what was written. Where that fails, nobody knows what the log has: the partition was taken over, or a commit was not
     * answered in time, after which the producer refuses to abort ({@link IllegalStateException}).
     */
    private void abort(Throwable cause) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException unknown) {
            cause.addSuppressed(unknown);
            broken = Optional.of("Partition %d of the hosts cannot be written by this instance any more: %s"
                    .formatted(partition, cause.getMessage()));
        }
    }

    /** Returns why nothing can be written any more, so that the log is to be read again; empty while it can. */
    Optional<String> broken() {
        return broken;
    }

    private <T extends SpecificRecord> ProducerRecord<String, SpecificRecord> record(Publication<T> publication) {
        long now = clock.millis();
        RecordHeaders headers = new RecordHeaders();
        publication.value().ifPresent(value -> {
            EventStamp<T> stamp = new EventStamp<>(publication.topic(), SERVICE, event -> publication.happened());
            EventHeaders.stamp(headers, stamp.describe(publication.key(), value, now));
        });
        return new ProducerRecord<>(
                publication.topic().name(),
                partitionOf(publication),
                now,
                publication.key(),
                publication.value().orElse(null),
                headers);
    }

    /** The records of state topics have longer keys than the host, and lie in the host's partition; all others lie where their keys say. */
    private @Nullable Integer partitionOf(Publication<?> publication) {
        boolean isState = publication.topic().equals(Topics.HOST_VMS)
                || publication.topic().equals(Topics.STORE_VOLUMES);
        return isState ? partition : null;
    }

    /** Ends a publication that is under way as well. */
    @Override
    public void close() {
        broken = Optional.of("Partition %d of the hosts is not watched by this instance any more".formatted(partition));
        producer.close(CLOSE_PATIENCE);
    }
}
