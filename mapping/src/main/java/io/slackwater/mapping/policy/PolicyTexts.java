package io.slackwater.mapping.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.text.TextLimit;
import java.util.Map;
import java.util.Optional;

/** Bounds the names and texts of a policy that is to be set. What was accepted before is folded as it is. */
final class PolicyTexts {

    /** A program and its arguments, which may be a script of several lines. The length of the document bounds it. */
    private static final String COMMAND = "run";

    private PolicyTexts() {}

    /** Returns what is wrong with the first text or name of a document that is wrong, with its place; empty where nothing is. */
    static Optional<String> problem(JsonNode document) {
        return problem("document", document);
    }

    private static Optional<String> problem(String path, JsonNode node) {
        if (node.isTextual()) {
            return problem(path, node.textValue());
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            Optional<String> found = problem("a name in " + path, member.getKey());
            if (found.isEmpty() && !member.getKey().equals(COMMAND)) {
                found = problem(path + "." + member.getKey(), member.getValue());
            }
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

    private static Optional<String> problem(String path, String text) {
        return TextLimit.NAME.problem(text).map(problem -> "The text of " + path + " " + problem);
    }
}
