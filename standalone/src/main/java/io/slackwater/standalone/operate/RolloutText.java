package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.text.Age;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes rollouts for a terminal. */
final class RolloutText {

    private RolloutText() {}

    /** Returns one row for each rollout. */
    static Table table(JsonNode rollouts, Instant now) {
        Table table = new Table(
                "CHANGE",
                "STATUS",
                "BRINGS",
                "AVAILABLE SINCE",
                "MATCHED",
                "WAITING",
                "IN FLIGHT",
                "AWAITING START",
                "VERIFIED",
                "FAILED",
                "ROLLED BACK");
        for (JsonNode rollout : rollouts) {
            table.row(
                    rollout.path("changeId").asText(),
                    rollout.path("status").asText(),
                    brought(rollout),
                    new Age(now).of(rollout.path("availableSince")),
                    rollout.path("matched").asText() + (rollout.path("matching").asBoolean() ? " so far" : ""),
                    rollout.path("waiting").asText(),
                    sum(rollout, "inFlight"),
                    sum(rollout, "awaitingStart"),
                    sum(rollout, "verified"),
                    sum(rollout, "failed"),
                    sum(rollout, "rolledBack"));
        }
        return table;
    }

    /** Returns all that is known of a rollout: its waves, and what holds up those that wait. */
    static List<String> lines(JsonNode rollout, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add("Rollout of " + rollout.path("changeId").asText() + ": "
                + rollout.path("status").asText());
        if (!rollout.path("versions").isEmpty()) {
            lines.add("It brings " + brought(rollout));
        }
        if (rollout.path("availableSince").isTextual()) {
            lines.add("It is available since " + new Age(now).of(rollout.path("availableSince")));
        }
        long matched = rollout.path("matched").asLong();
        lines.add(Count.of(matched, "VM") + (matched == 1 ? " needs it" : " need it")
                + (rollout.path("matching").asBoolean() ? " so far, the fleet is still being matched" : "") + "; "
                + rollout.path("waiting").asText() + " of them in no wave yet");
        long superseded = rollout.path("superseded").asLong();
        if (superseded > 0) {
            lines.add("A newer change took the place of " + Count.of(superseded, "update"));
        }
        for (String decision : List.of("approved", "paused", "aborted")) {
            if (rollout.path(decision).isObject()) {
                lines.add("It was " + decision + " " + decree(rollout.path(decision)));
            }
        }
        if (rollout.path("withdrawn").isTextual()) {
            String why = rollout.path("withdrawn").asText();
            lines.add("Its change was withdrawn" + (why.isEmpty() ? "" : ": " + why));
        }
        if (rollout.path("finishedAt").isTextual()) {
            lines.add("It finished " + new Age(now).of(rollout.path("finishedAt")));
        }
        lines.add("");
        lines.addAll(waves(rollout, new Age(now)));
        ProofFormatter.ofWaves(rollout.path("waves")).ifPresent(lines::add);
        ProofFormatter.stayUp(rollout.path("stayUp"), "with open updates").ifPresent(lines::add);
        if (!rollout.path("blockers").isEmpty()) {
            lines.add("");
            lines.addAll(counts(rollout.path("blockers")));
        }
        return lines;
    }

    /** Returns that the fleet is frozen, with who froze it, when and why; empty where it is not. */
    static Optional<String> freeze(JsonNode freeze) {
        return freeze.path("frozen").asBoolean()
                ? Optional.of(
                        "The fleet is frozen " + decree(freeze.path("by")) + ". Nothing is granted until 'unfreeze'.")
                : Optional.empty();
    }

    /** Returns who decided, when and why. */
    static String decree(JsonNode decree) {
        return "by " + decree.path("actor").asText("Slackwater") + " at "
                + decree.path("at").asText() + ": " + decree.path("reason").asText();
    }

    /** Returns how many updates show each reason. */
    static List<String> counts(JsonNode counts) {
        Table table = new Table("HELD UP BY", "UPDATES");
        for (Map.Entry<String, JsonNode> count : counts.properties()) {
            table.row(count.getKey(), count.getValue().asText());
        }
        return table.lines();
    }

    private static String brought(JsonNode rollout) {
        return rollout.path("versions").properties().stream()
                .map(portion -> portion.getKey() + "@" + portion.getValue().asText())
                .collect(Collectors.joining(", "));
    }

    private static List<String> waves(JsonNode rollout, Age age) {
        JsonNode waves = rollout.path("waves");
        if (waves.isEmpty()) {
            return List.of(
                    rollout.path("finishedAt").isTextual()
                            ? "No wave was opened."
                            : "No wave was opened yet: the first is opened by the first VM that may be updated.");
        }
        Table table = new Table(
                "POLICY",
                "WAVE",
                "VMS",
                "OPENED",
                "IN FLIGHT",
                "AWAITING START",
                "VERIFIED",
                "FAILED",
                "ROLLED BACK",
                "ENDED OTHERWISE");
        for (JsonNode wave : waves) {
            table.row(
                    wave.path("policy").asText("").isEmpty()
                            ? "(settings)"
                            : wave.path("policy").asText(),
                    wave.path("wave").asText(),
                    wave.path("quota").isNull()
                            ? "the rest"
                            : wave.path("quota").asText(),
                    age.of(wave.path("openedAt")),
                    wave.path("inFlight").asText(),
                    wave.path("awaitingStart").asText(),
                    wave.path("verified").asText(),
                    wave.path("failed").asText(),
                    wave.path("rolledBack").asText(),
                    wave.path("ended").asText());
        }
        return table.lines();
    }

    private static long sum(JsonNode rollout, String member) {
        long sum = 0;
        for (JsonNode wave : rollout.path("waves")) {
            sum += wave.path(member).asLong();
        }
        return sum;
    }
}
