package io.slackwater.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.slackwater.schemas.topics.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
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

    private final Schema today;
    private final Schema other;

    private OtherVersion(Schema today, Schema other) {
        this.today = today;
        this.other = other;
    }

    /**
     * The version before a field came.
     *
     * @param record the name of the record that has the field: the type's own or that of one inside it
     */
    public static OtherVersion before(Class<? extends SpecificRecord> type, String record, String field) {
        Schema today = SpecificData.get().getSchema(type);
        return new OtherVersion(today, without(today, record, field));
    }

    /** A version to come, with one field more. */
    public static OtherVersion after(Class<? extends SpecificRecord> type) {
        Schema today = SpecificData.get().getSchema(type);
        List<Schema.Field> fields = new ArrayList<>();
        today.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(new Schema.Field("fieldToCome", Schema.create(Schema.Type.STRING), "Not known today.", "something"));
        return new OtherVersion(
                today, Schema.createRecord(today.getName(), today.getDoc(), today.getNamespace(), false, fields));
    }

    /** Returns the version's schema. */
    public Schema schema() {
        return other;
    }

    /** Returns what the version writes instead of what today's writes. */
    public byte[] write(byte[] writtenToday) {
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

    private static Schema without(Schema schema, String record, String field) {
        try {
            JsonNode json = new ObjectMapper().readTree(schema.toString());
            if (!remove(json, record, field)) {
                throw new IllegalArgumentException("No field " + field + " of " + record + " in " + schema.getName());
            }
            return new Schema.Parser().parse(json.toString());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
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
