package io.slackwater.ingest.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.text.TextLimit;
import io.slackwater.ingest.submission.InvalidSubmission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The members of a JSON object, read so that each complaint names the member by its path. */
final class JsonFields {

    private final String path;
    private final JsonNode object;

    /** @param path the object's own path in the request; empty for the request itself */
    JsonFields(String path, JsonNode object) {
        this.path = path;
        this.object = object;
    }

    /** Refuses members of other names, which are most often misspelt ones. */
    void allowOnly(String... names) throws InvalidSubmission {
        Set<String> allowed = Set.of(names);
        for (Iterator<String> present = object.fieldNames(); present.hasNext(); ) {
            String name = present.next();
            if (!allowed.contains(name)) {
                throw new InvalidSubmission(
                        at(name), "is not known", "leave it out, or write one of " + Arrays.toString(names));
            }
        }
    }

    String text(String name) throws InvalidSubmission {
        return optionalText(name)
                .orElseThrow(() -> new InvalidSubmission(at(name), "is missing", "write it as a string"));
    }

    Optional<String> optionalText(String name) throws InvalidSubmission {
        return optionalText(name, TextLimit.of(name));
    }

    Optional<String> optionalText(String name, TextLimit limit) throws InvalidSubmission {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            throw new InvalidSubmission(at(name), "is no text", "write a string that is not empty");
        }
        return Optional.of(bounded(name, node.textValue(), limit));
    }

    OptionalLong optionalNumber(String name) throws InvalidSubmission {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new InvalidSubmission(at(name), "is no whole number", "write a number of bytes");
        }
        return OptionalLong.of(node.longValue());
    }

    <E extends Enum<E>> E constant(String name, List<E> choices, Optional<E> otherwise) throws InvalidSubmission {
        Optional<String> text = optionalText(name);
        if (text.isEmpty() && otherwise.isPresent()) {
            return otherwise.get();
        }
        for (E constant : choices) {
            if (text.isPresent() && constant.name().equals(text.get().toUpperCase(Locale.ROOT))) {
                return constant;
            }
        }
        throw new InvalidSubmission(
                at(name),
                text.map(value -> "\"" + value + "\" is not known").orElse("is missing"),
                "write one of " + choices);
    }

    List<String> texts(String name) throws InvalidSubmission {
        List<String> texts = new ArrayList<>();
        for (JsonNode node : array(name)) {
            if (!node.isTextual()) {
                throw new InvalidSubmission(at(name), "holds what is no text", "write a list of strings");
            }
            texts.add(bounded(name, node.textValue(), TextLimit.NAME));
        }
        return texts;
    }

    List<JsonFields> objects(String name) throws InvalidSubmission {
        List<JsonFields> objects = new ArrayList<>();
        for (JsonNode node : array(name)) {
            String at = at(name) + "[" + objects.size() + "]";
            if (!node.isObject()) {
                throw new InvalidSubmission(at, "is no object", "write a JSON object");
            }
            objects.add(new JsonFields(at, node));
        }
        return objects;
    }

    private String bounded(String name, String text, TextLimit limit) throws InvalidSubmission {
        Optional<String> problem = limit.problem(text);
        if (problem.isPresent()) {
            throw new InvalidSubmission(at(name), problem.get(), limit.remedy());
        }
        return text;
    }

    private Iterable<JsonNode> array(String name) throws InvalidSubmission {
        JsonNode node = object.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw new InvalidSubmission(at(name), "is no list", "write a JSON array");
        }
        return node;
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
