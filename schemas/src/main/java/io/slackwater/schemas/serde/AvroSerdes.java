package io.slackwater.schemas.serde;

import io.slackwater.schemas.topics.Topic;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Makes the Kafka serdes of one topology. They read every version of a type whose schema is in the log: events, and the rows that the
 * topology keeps in its stores or sends to itself. Null values stay null (tombstones).
 *
 * <p>A row outlives the version that wrote it, in a change log. So the types of rows are remembered here, for their schemas to be
 * written to the log before the topology runs, as those of the catalogue are.
 */
public final class AvroSerdes {

    private final SchemaStore writers;
    private final Set<Class<? extends SpecificRecord>> rowTypes = new LinkedHashSet<>();

    /**
     * The serdes of a topology that is to be built.
     *
     * @param writers finds a schema of another version by its fingerprint, and may wait for it
     */
    public AvroSerdes(SchemaStore writers) {
        this.writers = writers;
    }

    /** Returns a serde of the events of a topic. */
    public <T extends SpecificRecord> Serde<T> of(Topic<T> topic) {
        return serde(topic.valueType());
    }

    /** Returns a serde of rows, and remembers their type. */
    public <T extends SpecificRecord> Serde<T> ofRows(Class<T> type) {
        rowTypes.add(type);
        return serde(type);
    }

    /** Returns the types of all rows that a serde was made for: once the topology is built, those of all its rows. */
    public Set<Class<? extends SpecificRecord>> rowTypes() {
        return Set.copyOf(rowTypes);
    }

    private <T extends SpecificRecord> Serde<T> serde(Class<T> type) {
        AvroCodec<T> codec = new AvroCodec<>(type, writers);
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : codec.encode(value),
                (topic, bytes) -> bytes == null ? null : codec.decode(bytes));
    }
}
