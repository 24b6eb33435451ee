package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.planning.report.Bytes;
import io.slackwater.standalone.text.Age;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.Some;
import io.slackwater.standalone.vms.VmNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes for a terminal what was deleted, and why that was safe. */
final class DeletedText {

    private static final int HOSTS_NAMED = 10;

    private final VmNames names;
    private final Age age;
    private final List<String> lines = new ArrayList<>();

    private DeletedText(VmNames names, Instant now) {
        this.names = names;
        this.age = new Age(now);
    }

    /** Returns some lines for each volume: what it was, when it was deleted, and the proof. */
    static List<String> lines(JsonNode answer, VmNames names, Instant now) {
        long count = answer.path("count").asLong();
        if (count == 0) {
            return List.of("Nothing of the kind was deleted.");
        }
        DeletedText text = new DeletedText(names, now);
        answer.path("volumes").forEach(text::volume);
        long others = count - answer.path("volumes").size();
        if (others > 0) {
            text.lines.add("and " + others + " more; --limit lists more of them");
        }
        text.lines.add(Count.of(count, "volume") + (count == 1 ? " was" : " were") + " deleted; "
                + Bytes.inWords(answer.path("bytesFreed").asLong()) + " came free.");
        return text.lines;
    }

    private static String content(JsonNode volume) {
        boolean isOverlay = volume.path("owner").asText().equals("REPLACED");
        return isOverlay ? "an overlay" : StorageText.content(volume);
    }

    private void volume(JsonNode volume) {
        JsonNode proof = volume.path("proof");
        lines.add("%s of %s in %s: %s was deleted %s"
                .formatted(
                        Bytes.inWords(volume.path("bytesFreed").asLong()),
                        content(volume),
                        volume.path("store").asText(),
                        volume.path("volume").asText(),
                        age.of(volume.path("deletedAt"))));
        add(volume.path("vmId").isTextual() ? replaced(volume) : moved(proof));
        add("Nothing needed it since " + age.of(proof.path("dueSince")) + "; "
                + grace(Duration.ofSeconds(proof.path("graceSeconds").asLong())));
        if (!proof.path("hostsAsked").isEmpty()) {
            add("Asked just before the delete: " + asked(proof.path("hostsAsked")));
        }
        if (volume.path("adoption").isObject()) {
            JsonNode adoption = volume.path("adoption");
            add("It was adopted by " + adoption.path("actor").asText() + " at "
                    + adoption.path("at").asText() + ": "
                    + adoption.path("reason").asText());
        }
        if (volume.path("thereAgain").asBoolean()) {
            add("It is there again");
        }
    }

    private void add(String line) {
        lines.add("    " + line);
    }

    private String replaced(JsonNode volume) {
        return "It was the disk of " + names.inWords(volume.path("vmId").asText())
                + " until an update put another in its place";
    }

    private String moved(JsonNode proof) {
        long completed = proof.path("completedUpdates").asLong();
        if (completed == 0) {
            return "No VM was moved away from it";
        }
        return Count.of(completed, "update") + " away from it " + (completed == 1 ? "has" : "have")
                + " come to an end; it was last used by "
                + StorageText.vms(proof.path("lastUsers"), proof.path("users").asLong(), names);
    }

    private static String asked(JsonNode hosts) {
        List<String> asked = new ArrayList<>();
        for (JsonNode host : hosts) {
            long references = host.path("references").asLong();
            asked.add(host.path("hostId").asText() + " at "
                    + host.path("askedAt").asText() + " ("
                    + (references == 0 ? "no reference" : Count.of(references, "reference")) + ")");
        }
        return Some.of(asked.stream().limit(HOSTS_NAMED).toList(), asked.size());
    }

    private static String grace(Duration time) {
        if (time.isZero()) {
            return "there is no grace time for it";
        }
        return "the grace time was " + (time.toDays() > 0 ? Count.of(time.toDays(), "day") : time.toSeconds() + " s");
    }
}
