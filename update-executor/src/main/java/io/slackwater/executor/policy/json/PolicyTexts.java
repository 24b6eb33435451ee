package io.slackwater.executor.policy.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.slackwater.runtime.rest.TextLimit;
import io.slackwater.schemas.PolicyEvent;
import java.util.Map;
import java.util.Optional;

/** Bounds the texts of a policy, whoever wrote it: REST, a file or another producer of the topic. */
public final class PolicyTexts {

    private static final JsonMapper JSON = new JsonMapper();

    private PolicyTexts() {}

    /** Returns what is wrong with a text of an event; empty where nothing is, or where its document is no JSON. */
    public static Optional<String> problem(PolicyEvent event) {
        return problem("actor", TextLimit.NAME, event.getActor())
                .or(() -> event.getReason().flatMap(reason -> problem("reason", TextLimit.REASON, reason)))
                .or(() -> ofDocument(event.getDocument()));
    }

    /** Returns what is wrong with the first text or name of a document that is wrong, with its place; empty where nothing is. */
    static Optional<String> problem(JsonNode document) {
        return problem("document", document);
    }

    private static Optional<String> ofDocument(String document) {
        try {
            return problem(JSON.readTree(document));
        } catch (JsonProcessingException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<String> problem(String path, JsonNode node) {
        if (node.isTextual()) {
            return problem(path, TextLimit.NAME, node.textValue());
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Optional<String> found = problem("a name in " + path, TextLimit.NAME, member.getKey())
                    .or(() -> problem(path + "." + member.getKey(), member.getValue()));
            if (found.isPresent()) {
                return found;
            }
        }
        if (!node.isArray()) {
            return Optional.empty();
        }
        for (JsonNode element : node) {
            Optional<String> found = problem(path + "[]", element);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> problem(String path, TextLimit limit, String text) {
        return limit.problem(text).map(problem -> "The text of " + path + " " + problem);
    }
}
