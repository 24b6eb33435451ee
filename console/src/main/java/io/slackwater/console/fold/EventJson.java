package io.slackwater.console.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes events, and parts of them, as JSON: fields by their Avro names, times as ISO 8601 texts in UTC. */
public final class EventJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private EventJson() {}

    /** Returns a record, a list, a map or a plain value as the text of a JSON document. */
    public static String text(@Nullable Object value) {
        return node(value).toString();
    }

    private static JsonNode node(@Nullable Object value) {
        if (value == null) {
            return JSON.nullNode();
        } else if (value instanceof SpecificRecord inner) {
            return object(inner);
        } else if (value instanceof Collection<?> items) {
            ArrayNode array = JSON.arrayNode(items.size());
            items.forEach(item -> array.add(node(item)));
            return array;
        } else if (value instanceof Map<?, ?> entries) {
            ObjectNode object = JSON.objectNode();
            entries.forEach((name, entry) -> object.set(String.valueOf(name), node(entry)));
            return object;
        } else if (value instanceof Integer number) {
            return JSON.numberNode(number);
        } else if (value instanceof Long number) {
            return JSON.numberNode(number);
        } else if (value instanceof Boolean flag) {
            return JSON.booleanNode(flag);
        }
        // Strings, enum constants, and instants, whose text is ISO 8601.
        return JSON.textNode(value.toString());
    }

    private static ObjectNode object(SpecificRecord event) {
        ObjectNode object = JSON.objectNode();
        for (Schema.Field field : event.getSchema().getFields()) {
            object.set(field.name(), node(event.get(field.pos())));
        }
        return object;
    }
}
