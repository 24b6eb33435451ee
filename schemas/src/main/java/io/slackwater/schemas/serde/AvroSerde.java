package io.slackwater.schemas.serde;

import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A Kafka serde of one record type, for Kafka Streams and for plain clients. Null values stay null (tombstones). */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {

    private final AvroCodec<T> codec;

    private AvroSerde(AvroCodec<T> codec) {
        this.codec = codec;
    }

    /** A serde for data that this process wrote itself, such as state stores of the same version. */
    public static <T extends SpecificRecord> AvroSerde<T> of(Class<T> type) {
        return new AvroSerde<>(new AvroCodec<>(type));
    }

    /** A serde that reads every version of the type whose schema is in {@code writers}. */
    public static <T extends SpecificRecord> AvroSerde<T> of(Class<T> type, SchemaStore writers) {
        return new AvroSerde<>(new AvroCodec<>(type, writers));
    }

    @Override
    public Serializer<T> serializer() {
        return new Serializer<>() {
            @Override
            public byte @Nullable [] serialize(String topic, @Nullable T value) {
                return value == null ? null : codec.encode(value);
            }
        };
    }

    @Override
    public Deserializer<T> deserializer() {
        return new Deserializer<>() {
            @Override
            public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
                return bytes == null ? null : codec.decode(bytes);
            }
        };
    }
}
