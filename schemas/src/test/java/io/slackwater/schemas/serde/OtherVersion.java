package io.slackwater.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.slackwater.schemas.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A record type as another version of the program has it, and what that version writes. */
public final class OtherVersion {

    private static final String SYMBOL_TO_COME = "SYMBOL_TO_COME";

    private final Schema today;
    private final Schema other;
    private final boolean isOfSameBytes;

    private OtherVersion(Schema today, Schema other, boolean isOfSameBytes) {
        this.today = today;
        this.other = other;
        this.isOfSameBytes = isOfSameBytes;
    }

    /**
     * The version before a field came.
     *
     * @param record the name of the record that has the field: the type's own or that of one inside it
     */
    public static OtherVersion before(Class<? extends SpecificRecord> type, String record, String field) {
        Schema today = SpecificData.get().getSchema(type);
        return new OtherVersion(
                today, changed(today, json -> remove(json, record, field), "field " + field + " of " + record), false);
    }

    /** A version to come, with one field more. */
    public static OtherVersion after(Class<? extends SpecificRecord> type) {
        Schema today = SpecificData.get().getSchema(type);
        List<Schema.Field> fields = new ArrayList<>();
        today.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("fieldToCome", Schema.create(Schema.Type.STRING), "Not known today.", "something"));
        return new OtherVersion(
                today,
                Schema.createRecord(today.getName(), today.getDoc(), today.getNamespace(), false, fields),
                false);
    }

    /**
     * A version to come that has one symbol more in an enum, and writes it wherever today's version writes a symbol of today.
     *
     * @param choice the name of the enum
     * @param symbol what the new one stands in for
     */
    public static OtherVersion withSymbolInsteadOf(Class<? extends SpecificRecord> type, String choice, String symbol) {
        Schema today = SpecificData.get().getSchema(type);
        return new OtherVersion(
                today,
                changed(today, json -> rename(json, choice, symbol), "symbol " + symbol + " of " + choice),
                true);
    }

    /** Returns the version's schema. */
    public Schema schema() {
        return other;
    }

    /** Returns what the version writes instead of what today's writes. */
    public byte[] write(byte[] writtenToday) {
        if (isOfSameBytes) {
            byte[] written = writtenToday.clone();
            ByteBuffer.wrap(written)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(2, SchemaNormalization.parsingFingerprint64(other));
            return written;
        }
        SchemaStore.Cache writers = new SchemaStore.Cache();
        writers.addSchema(today);
        try {
            GenericRecord row =
                    new BinaryMessageDecoder<GenericRecord>(new GenericData(), other, writers).decode(writtenToday);
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            new BinaryMessageEncoder<GenericRecord>(new GenericData(), other).encode(row, written);
            return written.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Writes the version's schema to the log, as a service of that version does at its start. */
    public void publish(Map<String, Object> clientConfiguration) throws ExecutionException, InterruptedException {
        String key = SchemaPublisher.keyOf(SchemaNormalization.parsingFingerprint64(other));
        try (Producer<String, String> producer =
                new KafkaProducer<>(clientConfiguration, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(Topics.SCHEMAS, 0, key, other.toString()))
                    .get();
        }
    }

    @Override
    public String toString() {
        return other.getField("fieldToCome") == null ? "an earlier version" : "a later version";
    }

    private static Schema changed(Schema schema, Predicate<JsonNode> change, String what) {
        try {
            JsonNode json = new ObjectMapper().readTree(schema.toString());
            if (!change.test(json)) {
                throw new IllegalArgumentException("No " + what + " in " + schema.getName());
            }
            return new Schema.Parser().parse(json.toString());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The new symbol has the old one's number, so that what is written is the same but for the schema's fingerprint. */
    private static boolean rename(JsonNode schema, String choice, String symbol) {
        if (schema.path("name").asText().equals(choice) && schema.get("symbols") instanceof ArrayNode symbols) {
            for (int index = 0; index < symbols.size(); index++) {
                if (symbols.get(index).asText().equals(symbol)) {
                    symbols.set(index, SYMBOL_TO_COME);
                    symbols.add(symbol);
                    return true;
                }
            }
        }
        for (JsonNode part : schema) {
            if (rename(part, choice, symbol)) {
                return true;
            }
        }
        return false;
    }

    private static boolean remove(JsonNode schema, String record, String field) {
        if (schema.path("name").asText().equals(record) && schema.get("fields") instanceof ArrayNode fields) {
            for (int index = 0; index < fields.size(); index++) {
                if (fields.get(index).get("name").asText().equals(field)) {
                    fields.remove(index);
                    return true;
                }
            }
        }
        for (JsonNode part : schema) {
            if (remove(part, record, field)) {
                return true;
            }
        }
        return false;
    }
}
