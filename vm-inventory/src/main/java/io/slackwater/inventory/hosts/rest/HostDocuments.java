package io.slackwater.inventory.hosts.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.slackwater.domain.text.TextLimit;
import io.slackwater.inventory.hosts.HostDeclaration;
import io.slackwater.inventory.hosts.HostMode;
import io.slackwater.inventory.hosts.InvalidDeclarationException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what callers send, and names the field that is not as it should be. */
@Singleton
final class HostDocuments {

    /** The field that confirms that a host is retired though the log says that it has VMs. */
    static final String CONFIRMED = "confirmed";

    private static final String URI = "uri";
    private static final String FURTHER_URIS = "furtherUris";
    private static final List<String> FIELDS = List.of("hostId", URI, FURTHER_URIS, "mode", "labels");
    private static final String EXAMPLE =
            "Send {\"hostId\": \"rack1-a\", \"uri\": \"qemu+ssh://slackwater@rack1-a/system\", \"mode\": \"OBSERVE\"}";

    private final ObjectMapper json;

    HostDocuments(ObjectMapper json) {
        this.json = json;
    }

    /**
     * Reads a declaration.
     *
     * @param furtherUris the further URIs that a host has already: those of a body that does not say, so that nobody who changes
     *     something else takes them away
     * @throws InvalidDeclarationException if it is none
     */
    HostDeclaration declaration(String body, Function<String, List<String>> furtherUris) {
        JsonNode document = object(body);
        for (Iterator<String> names = document.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new InvalidDeclarationException(name, "There is no field " + name, "The fields are " + FIELDS);
            }
        }
        String hostId = text(document, "hostId");
        return new HostDeclaration(
                hostId,
                text(document, URI),
                document.hasNonNull(FURTHER_URIS) ? furtherUris(document) : furtherUris.apply(hostId),
                mode(document),
                labels(document));
    }

    /** Returns the reason in a body of the form {@code {"reason": "..."}}, or a general one where there is no body. */
    String reason(String body) {
        return body.isBlank() || !object(body).hasNonNull("reason")
                ? "An operator retired it"
                : text(object(body), "reason");
    }

    /** Whether the body of a retirement confirms what it is asked to. */
    boolean isConfirmed(String body) {
        if (body.isBlank()) {
            return false;
        }
        JsonNode confirmed = object(body).path(CONFIRMED);
        if (!confirmed.isMissingNode() && !confirmed.isBoolean()) {
            throw new InvalidDeclarationException(
                    CONFIRMED,
                    "The field confirmed is no truth value",
                    "Send {\"reason\": \"scrapped\", \"confirmed\": true}");
        }
        return confirmed.asBoolean();
    }

    private JsonNode object(String body) {
        try {
            JsonNode document = json.readTree(body);
            if (document == null || !document.isObject()) {
                throw new InvalidDeclarationException("body", "The body is no JSON object", EXAMPLE);
            }
            return document;
        } catch (JsonProcessingException malformed) {
            throw new InvalidDeclarationException(
                    "body", "The body is no JSON: " + malformed.getOriginalMessage(), EXAMPLE, malformed);
        }
    }

    private static String text(JsonNode document, String field) {
        JsonNode value = document.path(field);
        if (!value.isTextual()) {
            throw new InvalidDeclarationException(
                    field, "The field " + field + (value.isMissingNode() ? " is missing" : " is no text"), EXAMPLE);
        }
        return bounded(field, value.asText(), field.equals(URI) ? TextLimit.ADDRESS : TextLimit.of(field));
    }

    private static HostMode mode(JsonNode document) {
        if (!document.hasNonNull("mode")) {
            return HostMode.OBSERVE;
        }
        String mode = text(document, "mode");
        return Arrays.stream(HostMode.values())
                .filter(known -> known.name().equals(mode))
                .findFirst()
                .orElseThrow(() -> new InvalidDeclarationException(
                        "mode", "There is no mode " + mode, "The modes are " + Arrays.toString(HostMode.values())));
    }

    private static List<String> furtherUris(JsonNode document) {
        List<String> read = new ArrayList<>();
        JsonNode uris = document.path(FURTHER_URIS);
        uris.forEach(uri -> read.add(bounded(FURTHER_URIS, uri.asText(), TextLimit.ADDRESS)));
        if (!uris.isArray() || read.contains("")) {
            throw new InvalidDeclarationException(
                    FURTHER_URIS,
                    "The further URIs are no list of texts",
                    "Send {\"furtherUris\": [\"lxc:///system\"]}");
        }
        return read;
    }

    private static Map<String, String> labels(JsonNode document) {
        JsonNode labels = document.path("labels");
        Map<String, String> read = new HashMap<>();
        if (labels.isMissingNode() || labels.isNull()) {
            return read;
        }
        if (!labels.isObject()) {
            throw new InvalidDeclarationException(
                    "labels", "The labels are no object", "Send {\"labels\": {\"rack\": \"1\"}}");
        }
        labels.fieldNames().forEachRemaining(name -> {
            bounded("labels", name, TextLimit.NAME);
            read.put(name, bounded("labels", text(labels, name), TextLimit.NAME));
        });
        return read;
    }

    private static String bounded(String field, String text, TextLimit limit) {
        limit.problem(text).ifPresent(problem -> {
            throw new InvalidDeclarationException(field, "The field " + field + " " + problem, limit.remedy());
        });
        return text;
    }
}
