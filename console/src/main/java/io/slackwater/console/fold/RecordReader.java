package io.slackwater.console.fold;

import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.RecordValidator;
import io.slackwater.schemas.topics.Retention;
import io.slackwater.schemas.topics.Topic;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads the records of one topic. */
final class RecordReader<T extends SpecificRecord> {

    private final AvroCodec<T> codec;
    private final boolean isCompacted;
    private final String typeWithoutHeader;

    RecordReader(Topic<T> topic, SchemaStore schemas) {
        this.codec = new AvroCodec<>(topic.valueType(), schemas);
        this.isCompacted = topic.retention() == Retention.COMPACTED;
        this.typeWithoutHeader = topic.valueType().getSimpleName();
    }

    /** Whether a record deletes its key. */
    boolean isDeletion(ConsumerRecord<String, byte[]> entry) {
        return isCompacted && entry.value() == null && entry.key() != null;
    }

    /**
     * Reads a record.
     *
     * @param unread takes a record that nobody can read
     * @return the record; empty where it cannot be read
     */
    Optional<FoldedRecord<T>> read(ConsumerRecord<String, byte[]> entry, Consumer<UnreadRecord> unread) {
        LogPosition position = new LogPosition(entry.topic(), entry.partition(), entry.offset());
        String key = entry.key() == null ? "" : entry.key();
        Instant publishedAt = Instant.ofEpochMilli(entry.timestamp());
        try {
            if (entry.value() == null) {
                throw new SerializationException("The record has no value");
            }
            T value = RecordValidator.requireValid(codec.decode(entry.value()));
            return Optional.of(new FoldedRecord<>(
                    key,
                    value,
                    position,
                    publishedAt,
                    EventHeaders.read(entry.headers(), EventHeaders.ID),
                    EventHeaders.read(entry.headers(), EventHeaders.TYPE).orElse(typeWithoutHeader)));
        } catch (SerializationException malformed) {
            unread.accept(new UnreadRecord(position, key, String.valueOf(malformed.getMessage()), publishedAt));
            return Optional.empty();
        }
    }
}
