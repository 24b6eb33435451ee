package io.slackwater.standalone.operate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Tells why the service refused: the problem that it answers (RFC 9457), with all that is wrong with a policy. */
final class Refusal {

    private static final int SHOWN = 300;
    private static final String ASK_OTHERS = "Ask the other instances";
    private static final ObjectMapper JSON = new ObjectMapper();

    private Refusal() {}

    static String told(int status, String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.path("detail").isTextual()) {
                return told(problem);
            }
        } catch (JsonProcessingException noProblem) {
            // Told as it is, below.
        }
        return "The answer was " + status + ": "
                + body.strip().substring(0, Math.min(SHOWN, body.strip().length()));
    }

    /** Tells why the only instance that there is cannot do it now: there is no other to be asked. */
    static String toldOfNow(String body) {
        try {
            JsonNode problem = JSON.readTree(body);
            if (problem.path("detail").isTextual()) {
                return problem.path("remedy").asText().startsWith(ASK_OTHERS)
                        ? problem.path("detail").asText() + ". Try again in a moment"
                        : told(problem);
            }
        } catch (JsonProcessingException noProblem) {
            // Told without it, below.
        }
        return "update-executor cannot do it now. Try again in a moment";
    }

    private static String told(JsonNode problem) {
        StringBuilder told = new StringBuilder(problem.path("detail").asText());
        for (JsonNode one : problem.path("problems")) {
            String field = one.path("field").asText();
            told.append(System.lineSeparator())
                    .append("  ")
                    .append(field.isEmpty() ? "the document" : field)
                    .append(" ")
                    .append(one.path("detail").asText())
                    .append(": ")
                    .append(one.path("remedy").asText());
        }
        if (problem.path("problems").isEmpty() && problem.path("remedy").isTextual()) {
            told.append(". ").append(problem.path("remedy").asText());
        }
        return told.toString();
    }
}
