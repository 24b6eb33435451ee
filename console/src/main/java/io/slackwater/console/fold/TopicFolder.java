package io.slackwater.console.fold;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * Folds one topic: fetches a batch, and writes its rows and its offsets in one database transaction. The offsets in the database
 * say where to go on; no consumer group knows of it. Not for more than one thread.
 */
final class TopicFolder<T extends SpecificRecord> {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_NOTES = Duration.ofSeconds(1);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    private final TopicFold<T> fold;
    private final EventTable events;
    private final Jdbi database;
    private final Consumer<String, byte[]> consumer;
    private final RecordReader<T> reader;
    private final Clock clock;
    private final Map<Integer, Long> known = new HashMap<>();
    private Instant notedAsOf = Instant.EPOCH;

    TopicFolder(
            TopicFold<T> fold,
            EventTable events,
            Jdbi database,
            Consumer<String, byte[]> consumer,
            SchemaStore schemas,
            Clock clock) {
        this.fold = fold;
        this.events = events;
        this.database = database;
        this.consumer = consumer;
        this.clock = clock;
        this.reader = new RecordReader<>(fold.topic(), schemas);
    }

    /** Goes to where the database says that the topic is folded up to. To be called first, and after {@link #step} failed. */
    void begin() {
        String topic = fold.topic().name();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        Map<Integer, Long> offsets = database.withHandle(handle -> FoldedPartitions.read(handle, topic));
        consumer.assign(partitions);
        known.clear();
        for (TopicPartition partition : partitions) {
            long next = offsets.getOrDefault(partition.partition(), 0L);
            known.put(partition.partition(), next);
            consumer.seek(partition, new OffsetAndMetadata(next));
        }
    }

    /**
     * Folds what comes within a moment.
     *
     * @return how many records were folded, unreadable ones included
     * @throws OffsetMovedException if somebody else folded the topic meanwhile; nothing of the batch was written
     */
    int step() {
        Instant before = clock.instant();
        ConsumerRecords<String, byte[]> fetched = consumer.poll(POLL);
        if (!fetched.isEmpty()) {
            Batch<T> batch = Batch.of(fetched, reader);
            database.useTransaction(transaction -> write(transaction, batch));
            known.putAll(batch.nextOffsets());
        }
        noteAsOf(before);
        return fetched.count();
    }

    /** Returns how many records of the topic are not folded yet, as far as the last fetch told; empty before it told. */
    Optional<Long> lag() {
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            if (consumer.currentLag(partition).isEmpty()) {
                return Optional.empty();
            }
            lag += consumer.currentLag(partition).getAsLong();
        }
        return Optional.of(lag);
    }

    /** Notes, about once a second, up to when everything is folded. */
    private void noteAsOf(Instant time) {
        if (Duration.between(notedAsOf, time).compareTo(BETWEEN_NOTES) >= 0 && isAtEnd()) {
            database.useHandle(
                    handle -> handle.createUpdate("INSERT INTO folded_topics (topic, as_of) VALUES (:topic, :asOf)"
                                    + " ON CONFLICT (topic) DO UPDATE SET as_of = excluded.as_of")
                            .bind("topic", fold.topic().name())
                            .bind("asOf", time.atOffset(ZoneOffset.UTC))
                            .execute());
            notedAsOf = time;
        }
    }

    /** Asks the broker: what the consumer remembers of the ends stays as it is while the broker is away. */
    private boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment(), BROKER_TIMEOUT).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void write(Handle transaction, Batch<T> batch) {
        batch.nextOffsets()
                .forEach((partition, next) -> FoldedPartitions.advance(
                        transaction, fold.topic().name(), partition, known.getOrDefault(partition, 0L), next));
        fold.fold(transaction, batch.records());
        fold.delete(transaction, batch.deleted());
        if (fold.isHistory()) {
            events.append(transaction, batch.records());
        }
        note(transaction, batch.unread());
    }

    private static void note(Handle transaction, List<UnreadRecord> unread) {
        if (unread.isEmpty()) {
            return;
        }
        PreparedBatch rows = transaction.prepareBatch(
                "INSERT INTO unread_records (topic, partition, record_offset, record_key, cause, published_at)"
                        + " VALUES (:topic, :partition, :offset, :key, :cause, :publishedAt) ON CONFLICT DO NOTHING");
        for (UnreadRecord entry : unread) {
            rows.bind("topic", entry.position().topic())
                    .bind("partition", entry.position().partition())
                    .bind("offset", entry.position().offset())
                    .bind("key", SqlText.of(entry.key()))
                    .bind("cause", SqlText.of(entry.cause()))
                    .bind("publishedAt", entry.publishedAt().atOffset(ZoneOffset.UTC))
                    .add();
        }
        rows.execute();
    }
}
