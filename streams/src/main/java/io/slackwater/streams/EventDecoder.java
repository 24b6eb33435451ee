package io.slackwater.streams;

import io.slackwater.schemas.serde.RecordValidator;
import io.slackwater.schemas.topics.KeySpace;
import io.slackwater.schemas.topics.Topic;
import io.slackwater.schemas.topics.Topics;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a record of a topic is one that deciders may see: its key, its timestamp, its bytes, its content.
 *
 * @param topic the topic
 * @param values reads its values
 */
public record EventDecoder<T extends SpecificRecord>(Topic<T> topic, Deserializer<T> values) {

    /** Ids of 1,024 characters each, as {@link RecordValidator} bounds them, and what joins them. */
    private static final int LONGEST_KEY = 4_096;

    /**
     * Reads a record.
     *
     * @param timestamp the record's timestamp, in milliseconds since 1970; 0 or less where it has none that counts
     * @throws org.apache.kafka.common.errors.RetriableException if its schema cannot be looked up at present
     */
    public Decoded<T> decode(@Nullable String key, byte @Nullable [] bytes, long timestamp) {
        if (key == null || bytes == null) {
            return new Decoded.Poison<>("A record of " + topic.name() + " needs a key and a value");
        }
        if (!isUsable(key)) {
            return new Decoded.Poison<>("The key of a record of %s has from 1 to %d characters, and this one %d"
                    .formatted(topic.name(), LONGEST_KEY, key.length()));
        }
        if (timestamp <= 0) {
            return new Decoded.Poison<>("The record's timestamp is not from %s up to %s"
                    .formatted(RecordValidator.EARLIEST, RecordValidator.TOO_LATE));
        }
        try {
            T value = values.deserialize(topic.name(), bytes);
            return RecordValidator.problem(value)
                    .or(() -> contradiction(key, value))
                    .<Decoded<T>>map(Decoded.Poison::new)
                    .orElseGet(() -> new Decoded.Value<>(value));
        } catch (SerializationException malformed) {
            return new Decoded.Poison<>(malformed.getMessage());
        }
    }

    /** Whether a key can stand for something: without one, a poison record marks nothing as unknown. */
    static boolean isUsable(@Nullable String key) {
        return key != null && !key.isEmpty() && key.length() <= LONGEST_KEY;
    }

    /** Returns a timestamp that deciders may calculate with, or 0. */
    public static long usable(long timestamp) {
        return timestamp >= 0 && RecordValidator.isPlausible(Instant.ofEpochMilli(timestamp)) ? timestamp : 0;
    }

    /** State is kept by the key, and events say what they are about: the two must agree where a state may come of it. */
    private Optional<String> contradiction(String key, T value) {
        Optional<String> subject = subject(value);
        return subject.filter(said -> !said.equals(key)).map(said -> "The key is not the %s that the record is about"
                .formatted(topic.keys() == KeySpace.VM ? "VM" : "store"));
    }

    private Optional<String> subject(T value) {
        if (topic.keys() == KeySpace.VM) {
            return text(value, "vmId");
        }
        if (topic.keys() == KeySpace.STORE && !topic.equals(Topics.STORAGE_STATE)) {
            return text(value, "store").or(() -> nested(value, "volume").flatMap(volume -> text(volume, "store")));
        }
        return Optional.empty();
    }

    private static Optional<IndexedRecord> nested(IndexedRecord event, String name) {
        return field(event, name) instanceof IndexedRecord found ? Optional.of(found) : Optional.empty();
    }

    private static Optional<String> text(IndexedRecord event, String name) {
        return field(event, name) instanceof String found ? Optional.of(found) : Optional.empty();
    }

    private static @Nullable Object field(IndexedRecord event, String name) {
        Schema.Field field = event.getSchema().getField(name);
        return field == null ? null : event.get(field.pos());
    }
}
