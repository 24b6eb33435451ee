package io.slackwater.runtime.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.domain.text.TextLimit;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** A JSON object that a caller sent; a member that is not as it should be is named. */
public final class RequestBody {

    private final JsonNode document;
    private final String remedy;

    private RequestBody(JsonNode document, String remedy) {
        this.document = document;
        this.remedy = remedy;
    }

    /**
     * Reads a body.
     *
     * @param fields the members that it may have
     * @param remedy what to tell a caller whose body is not as it should be
     * @throws InvalidRequestException if it is no JSON object, or has other members
     */
    public static RequestBody read(ObjectMapper json, String body, List<String> fields, String remedy) {
        JsonNode document;
        try {
            document = json.readTree(body);
        } catch (JsonProcessingException malformed) {
            throw new InvalidRequestException("body", "The body is no JSON: " + malformed.getOriginalMessage(), remedy);
        }
        if (document == null || !document.isObject()) {
            throw new InvalidRequestException("body", "The body is no JSON object", remedy);
        }
        for (Iterator<String> names = document.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!fields.contains(name)) {
                throw new InvalidRequestException(
                        name, "There is no field " + name + "; the fields are " + fields, remedy);
            }
        }
        return new RequestBody(document, remedy);
    }

    /**
     * Returns a member that is a text.
     *
     * @throws InvalidRequestException if it is missing, no text, blank, or breaks its {@link TextLimit}
     */
    public String text(String field) {
        return text(document.path(field), field);
    }

    /** Returns a member that is a text, or empty where it is missing. */
    public Optional<String> optionalText(String field) {
        return document.hasNonNull(field) ? Optional.of(text(field)) : Optional.empty();
    }

    /**
     * Returns a member that is a list of texts, at least one.
     *
     * @throws InvalidRequestException if it is missing or something else
     */
    public List<String> texts(String field) {
        JsonNode list = document.path(field);
        if (!list.isArray() || list.isEmpty()) {
            throw new InvalidRequestException(
                    field,
                    "The field " + field + (list.isMissingNode() ? " is missing" : " is no list, or empty"),
                    remedy);
        }
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(text(item, field)));
        return texts;
    }

    private String text(JsonNode value, String field) {
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new InvalidRequestException(
                    field,
                    "The field " + field + (value.isMissingNode() ? " is missing" : " is no text, or empty"),
                    remedy);
        }
        return within(TextLimit.of(field), field, value.textValue());
    }

    /**
     * Returns a text as it is.
     *
     * @param field the member or parameter that has the text
     * @throws InvalidRequestException if it is too long or has a control character
     */
    public static String within(TextLimit limit, String field, String text) {
        limit.problem(text).ifPresent(problem -> {
            throw new InvalidRequestException(field, "The field " + field + " " + problem, limit.remedy());
        });
        return text;
    }
}
