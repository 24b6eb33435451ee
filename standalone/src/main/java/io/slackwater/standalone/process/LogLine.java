package io.slackwater.standalone.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashSet;
import java.util.Set;

/** Writes a line of a log for a person. A line that is a JSON record is told by its level, its message, and its exceptions'. */
final class LogLine {

    private static final int LONGEST = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogLine() {}

    static String readable(String line) {
        if (line.startsWith("{")) {
            try {
                JsonNode entry = JSON.readTree(line);
                if (entry.path("message").isTextual()) {
                    return shortened(told(entry));
                }
            } catch (JsonProcessingException cutOff) {
                // Told as it is, below.
            }
        }
        return shortened(line);
    }

    /** Returns no more of a line than a person reads. */
    static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + " ...";
    }

    private static String told(JsonNode entry) {
        Set<String> parts = new LinkedHashSet<>();
        parts.add(entry.path("message").asText().strip());
        JsonNode exception = entry.path("exception");
        while (exception.isObject()) {
            String message = exception.path("message").asText("");
            parts.add(message.isBlank() ? type(exception) : message.strip());
            exception = exception.path("causedBy").path("exception");
        }
        return (entry.path("level").asText() + " " + String.join(": ", parts)).strip();
    }

    /** An exception without a message has nothing but its name to say. */
    private static String type(JsonNode exception) {
        String name = exception.path("exceptionType").asText("an error without a message");
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
