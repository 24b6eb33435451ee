package io.slackwater.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.MissingSchemaException;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Turns one record type into Avro's single-object encoding and back (Avro specification, "Single object encoding"): two
 * marker bytes, the CRC-64-AVRO fingerprint of the writer's schema, the record.
 */
public final class AvroCodec<T extends SpecificRecord> {

    /** Avro allocates what a length prefix claims before it reads; no record is larger than Kafka's default of 1 MiB. */
    private static final String LONGEST = Integer.toString(1 << 20);

    static {
        for (String limited : List.of("string", "bytes", "collectionItems")) {
            // Read by Avro when it decodes for the first time; an operator's own setting stands.
            System.getProperties().putIfAbsent("org.apache.avro.limits." + limited + ".maxLength", LONGEST);
        }
    }

    private final Class<T> type;
    private final BinaryMessageEncoder<T> encoder;
    private final BinaryMessageDecoder<T> decoder;

    /** A codec that reads what its own version of the schema wrote, and nothing else. */
    public AvroCodec(Class<T> type) {
        this(type, new SchemaStore.Cache());
    }

    /**
     * A codec that asks {@code writers} for the schemas of other versions.
     *
     * @param writers finds a schema by its fingerprint, and may wait for it
     */
    public AvroCodec(Class<T> type, SchemaStore writers) {
        this.type = type;
        Schema schema = SpecificData.get().getSchema(type);
        SpecificData writing = model(type);
        // Generated code writes the rows of VMs, of which a change rewrites every one, in half the time.
        writing.setCustomCoders(true);
        this.encoder = new BinaryMessageEncoder<>(writing, schema);
        this.decoder = new BinaryMessageDecoder<>(model(type), schema, writers);
    }

    /**
     * The model must load generated classes from the class loader of the type, or a value read under Quarkus's test class loader is not an
     * instance of the type that its caller sees.
     */
    private static SpecificData model(Class<?> type) {
        SpecificData model = new SpecificData(type.getClassLoader());
        for (Conversion<?> conversion : SpecificData.getForClass(type).getConversions()) {
            model.addLogicalTypeConversion(conversion);
        }
        return model;
    }

    public byte[] encode(T value) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
            encoder.encode(value, bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /**
     * Reads a record.
     *
     * @throws SerializationException if the bytes are not a record of this type; the message says what they are
     * @throws RetriableException if its schema cannot be looked up at present, which says nothing of the bytes
     */
    public T decode(byte[] bytes) {
        try {
            return decoder.decode(bytes);
        } catch (MissingSchemaException unknown) {
            throw new SerializationException(
                    "The schema of this " + type.getSimpleName() + " is not in the log: " + unknown.getMessage(),
                    unknown);
        } catch (RetriableException unavailable) {
            throw unavailable;
        } catch (IOException | RuntimeException | StackOverflowError malformed) {
            // The stack overflows where a stranger's schema refers to itself and the bytes follow it for ever.
            throw new SerializationException(
                    "Not a " + type.getSimpleName() + " in Avro's single-object encoding: " + malformed.getMessage(),
                    malformed);
        }
    }
}
