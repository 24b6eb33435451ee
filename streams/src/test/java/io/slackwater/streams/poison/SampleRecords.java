package io.slackwater.streams.poison;

import io.slackwater.schemas.topics.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;

/** Makes records of any topic from its schema alone, with the values that a test asks for. */
final class SampleRecords {

    /**
     * The values of a record's fields.
     *
     * @param id every string
     * @param timeMillis every time, in milliseconds since 1970
     * @param number every other number, cut to the range of an int where the field is one
     * @param elements how many elements every outermost list has; nested lists have one
     * @param optional whether optional fields are set
     */
    record Values(String id, long timeMillis, long number, int elements, boolean optional) {}

    private SampleRecords() {}

    /** Returns the records that differ in the type of what happened, encoded: one for each symbol of the topic's first enum. */
    static List<byte[]> of(Topic<?> topic, Values values) {
        Schema schema = SpecificData.get().getSchema(topic.valueType());
        int symbols = schema.getFields().stream()
                .filter(field -> field.schema().getType() == Schema.Type.ENUM)
                .mapToInt(field -> field.schema().getEnumSymbols().size())
                .findFirst()
                .orElse(1);
        List<byte[]> records = new ArrayList<>();
        for (int symbol = 0; symbol < symbols; symbol++) {
            records.add(encode(schema, record(schema, values, symbol)));
        }
        return records;
    }

    static byte[] encode(Schema schema, Object record) {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            new BinaryMessageEncoder<>(new GenericData(), schema).encode(record, bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static GenericData.Record record(Schema schema, Values values, int symbol) {
        GenericData.Record record = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema(), values, symbol));
        }
        return record;
    }

    private static Object value(Schema schema, Values values, int symbol) {
        return switch (schema.getType()) {
            case STRING -> values.id();
            case BOOLEAN -> true;
            case INT -> (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, values.number()));
            case LONG -> schema.getProp("logicalType") == null ? values.number() : values.timeMillis();
            case ENUM -> {
                List<String> symbols = schema.getEnumSymbols();
                yield new GenericData.EnumSymbol(schema, symbols.get(symbol % symbols.size()));
            }
            case RECORD ->
                record(
                        schema,
                        new Values(values.id(), values.timeMillis(), values.number(), 1, values.optional()),
                        symbol);
            case ARRAY -> {
                List<Object> elements = new ArrayList<>();
                for (int count = 0; count < values.elements(); count++) {
                    elements.add(value(schema.getElementType(), values, symbol));
                }
                yield new GenericData.Array<>(schema, elements);
            }
            case MAP -> Map.of(values.id(), value(schema.getValueType(), values, symbol));
            case UNION -> values.optional() ? value(present(schema), values, symbol) : null;
            case FLOAT, DOUBLE, BYTES, FIXED, NULL ->
                throw new IllegalStateException("No event has a field of type " + schema.getType());
        };
    }

    /** Null comes first where it is the default. */
    private static Schema present(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }
}
