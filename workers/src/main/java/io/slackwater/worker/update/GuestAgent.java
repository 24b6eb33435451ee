package io.slackwater.worker.update;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Speaks the QEMU guest agent's protocol. What a guest says is not to be trusted to be what it should. */
final class GuestAgent {

    static final String OS_INFO = "{\"execute\":\"guest-get-osinfo\"}";

    private static final int LONGEST_TEXT = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();

    private GuestAgent() {}

    /** Returns what the agent returned; a missing node where it did not answer, or with something else than JSON. */
    static JsonNode ask(HostConnection host, UUID vmId, String command, Duration patience) throws HypervisorException {
        Optional<String> answer = host.askAgent(vmId, command, patience);
        if (answer.isEmpty()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(answer.get()).path("return");
        } catch (JsonProcessingException malformed) {
            return MissingNode.getInstance();
        }
    }

    /** Makes the request to run a program. */
    static String exec(List<String> command) {
        ObjectNode arguments = JSON.createObjectNode().put("path", command.get(0));
        arguments.set("arg", JSON.valueToTree(command.subList(1, command.size())));
        return request("guest-exec", arguments);
    }

    /** Makes the request for the state of a program. */
    static String execStatus(long process) {
        return request("guest-exec-status", JSON.createObjectNode().put("pid", process));
    }

    /** Returns what an answer to {@link #OS_INFO} says, or empty where it is none. */
    static Optional<GuestInfo> word(JsonNode osInfo) {
        String release = text(osInfo.path("kernel-release"));
        if (release.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> fields = new HashMap<>();
        osInfo.properties().forEach(field -> fields.put(osReleaseName(field.getKey()), text(field.getValue())));
        return Optional.of(new GuestInfo(release, fields));
    }

    /** A guest may say what it likes; an event takes no document of it, and no control characters. */
    private static String text(JsonNode said) {
        String text = said.asText("").replaceAll("\\p{Cntrl}", "");
        return text.substring(0, Math.min(text.length(), LONGEST_TEXT));
    }

    /** The agent calls {@code VERSION_ID} {@code version-id}. */
    private static String osReleaseName(String field) {
        return field.replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String request(String execute, ObjectNode arguments) {
        ObjectNode request = JSON.createObjectNode().put("execute", execute);
        request.set("arguments", arguments);
        return request.toString();
    }
}
