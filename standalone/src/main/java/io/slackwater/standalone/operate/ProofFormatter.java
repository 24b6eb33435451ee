package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.text.Count;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes for a terminal what proves that VMs came up. */
final class ProofFormatter {

    private ProofFormatter() {}

    /** Returns by what a VM was verified. */
    static String by(String name) {
        return switch (name) {
            case "STAYED_UP" -> "by staying up alone";
            case "GUEST_AGENT" -> "by its guest agent";
            case "COMMAND" -> "by a command in the guest";
            default -> "by a check that was not recorded";
        };
    }

    /** Returns how many VMs of all waves were verified by what; empty where none was. */
    static Optional<String> ofWaves(JsonNode waves) {
        Map<String, Long> counts = new TreeMap<>();
        waves.forEach(wave -> wave.path("verifiedBy")
                .properties()
                .forEach(count -> counts.merge(count.getKey(), count.getValue().asLong(), Long::sum)));
        String told = counts.entrySet().stream()
                .map(count -> count.getValue() + " " + by(count.getKey()))
                .collect(Collectors.joining(", "));
        return Optional.of(told).filter(text -> !text.isEmpty()).map(text -> "Verified: " + text);
    }

    /**
     * Returns how many VMs have only to stay up; empty where none has, or that was not counted.
     *
     * @param whose which VMs were looked at
     */
    static Optional<String> stayUp(JsonNode counted, String whose) {
        long weak = counted.path("staysUpOnly").asLong();
        if (weak == 0) {
            return Optional.empty();
        }
        return Optional.of(weak + " of " + Count.of(counted.path("vms").asLong(), "VM") + " " + whose
                + (weak == 1 ? " has" : " have")
                + " only to stay up: no channel for a guest agent, or a policy that asks the guest for nothing"
                + (counted.path("whole").asBoolean() ? "." : ". Not all VMs were looked at."));
    }
}
