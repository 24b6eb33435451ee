package io.slackwater.executor.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Iterator;
import java.util.List;

/** Reads what callers send, and names the field that is not as it should be. */
@Singleton
final class Orders {

    private static final String ACTOR = "actor";
    private static final String REASON = "reason";
    private static final String CHANGE = "changeId";

    private final ObjectMapper json;

    Orders(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads who decides, and why.
     *
     * @throws InvalidOrderException if the body does not say it
     */
    Order order(String body) {
        JsonNode document = document(body, List.of(ACTOR, REASON));
        return new Order(text(document, ACTOR), text(document, REASON));
    }

    /** A decision to try a change again. */
    record Retry(Order order, String changeId) {}

    /**
     * Reads who wants which change tried again, and why.
     *
     * @throws InvalidOrderException if the body does not say it
     */
    Retry retry(String body) {
        JsonNode document = document(body, List.of(ACTOR, REASON, CHANGE));
        return new Retry(new Order(text(document, ACTOR), text(document, REASON)), text(document, CHANGE));
    }

    private JsonNode document(String body, List<String> fields) {
        JsonNode document;
        try {
            document = json.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new InvalidOrderException("body", "The body is no JSON: " + malformed.getOriginalMessage());
        }
        if (document == null || !document.isObject()) {
            throw new InvalidOrderException("body", "The body is no JSON object");
        }
        for (Iterator<String> names = document.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw new InvalidOrderException(name, "There is no such field; the fields are " + fields);
            }
        }
        return document;
    }

    private static String text(JsonNode document, String field) {
        JsonNode value = document.path(field);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new InvalidOrderException(
                    field, value.isMissingNode() ? "The field is missing" : "The field is no text, or empty");
        }
        return value.textValue();
    }
}
