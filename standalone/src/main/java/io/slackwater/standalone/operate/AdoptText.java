package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.planning.report.Bytes;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Writes for a terminal what could be adopted. */
final class AdoptText {

    private AdoptText() {}

    /** A volume as a survey tells of it. */
    private record Surveyed(StoredVolume stored, JsonNode volume) {}

    /** Returns a line for each volume, of those that are named if any are, and what follows from all that are shown. */
    static List<String> lines(List<JsonNode> surveys, List<StoredVolume> named) {
        List<Surveyed> shown = surveyed(surveys)
                .filter(one -> named.isEmpty() || named.contains(one.stored()))
                .toList();
        Table table = new Table("STORE", "VOLUME", "SIZE", "MATCHED BY", "HOLDS", "USED BY", "CHAIN", "WOULD BE FREED");
        shown.forEach(one -> row(table, one.stored(), one.volume()));
        List<String> lines = new ArrayList<>(table.lines());
        surveys.forEach(survey -> lines.addAll(notes(survey)));
        lines.add("%s would be freed by adopting what is matched by digest, replaced and not used."
                .formatted(Bytes.inWords(shown.stream()
                        .map(Surveyed::volume)
                        .filter(volume -> volume.path("freeable").asBoolean())
                        .mapToLong(volume -> volume.path("sizeBytes").asLong())
                        .sum())));
        return lines;
    }

    /** Returns the volumes that surveys tell of. */
    static List<StoredVolume> listed(List<JsonNode> surveys) {
        return surveyed(surveys).map(Surveyed::stored).toList();
    }

    /**
     * Returns why some of the named volumes cannot be adopted.
     *
     * @param told whether it was said what the volume holds
     */
    static List<String> unmatched(List<JsonNode> surveys, List<StoredVolume> named, boolean told) {
        return surveyed(surveys)
                .filter(one -> named.contains(one.stored()))
                .flatMap(one -> refusal(one.volume(), told).stream().map(why -> one.stored() + " " + why))
                .toList();
    }

    private static Optional<String> refusal(JsonNode volume, boolean told) {
        return switch (volume.path("match").asText()) {
            case "UNKNOWN" ->
                Optional.of("is unknown and cannot be adopted: publish what it holds as a change first, if it holds a"
                        + " portion version");
            case "UNREAD" -> Optional.of("is not read yet: ask again in a moment");
            case "NAME" ->
                told
                        ? Optional.empty()
                        : Optional.of(
                                "is a guess by its name: if you know that it is right, say --holds " + holds(volume));
            default -> Optional.empty();
        };
    }

    private static Stream<Surveyed> surveyed(List<JsonNode> surveys) {
        return surveys.stream()
                .flatMap(survey -> StreamSupport.stream(survey.path("volumes").spliterator(), false)
                        .map(volume -> new Surveyed(
                                new StoredVolume(
                                        survey.path("store").asText(),
                                        volume.path("volume").asText()),
                                volume)));
    }

    private static void row(Table table, StoredVolume stored, JsonNode volume) {
        table.row(
                stored.store(),
                stored.volume(),
                Bytes.inWords(volume.path("sizeBytes").asLong()),
                match(volume),
                holds(volume),
                users(volume),
                chain(volume),
                volume.path("freeable").asBoolean() ? "yes" : "");
    }

    private static String match(JsonNode volume) {
        return switch (volume.path("match").asText()) {
            case "KNOWN" -> volume.path("owner").asText().equals("ADOPTED") ? "adopted already" : "Slackwater's own";
            case "DIGEST" -> "digest";
            case "NAME" -> "guess by name";
            case "UNREAD" -> "not read yet";
            default -> "unknown";
        };
    }

    private static String holds(JsonNode volume) {
        return volume.path("portion").isTextual()
                ? volume.path("portion").asText() + "@" + volume.path("version").asText()
                : "";
    }

    private static String users(JsonNode volume) {
        List<String> codes = new ArrayList<>();
        volume.path("usedBy")
                .forEach(holder -> codes.add(holder.path("code").asText() + " "
                        + holder.path("count").asText()));
        return String.join(", ", codes);
    }

    private static String chain(JsonNode volume) {
        List<String> chain = new ArrayList<>();
        if (!volume.path("chain").isEmpty()) {
            List<String> paths = StreamSupport.stream(volume.path("chain").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            chain.add("on " + String.join(" on ", paths));
        }
        if (volume.path("backs").asLong() > 0) {
            chain.add("backs " + Count.of(volume.path("backs").asLong(), "volume"));
        }
        return String.join(", ", chain);
    }

    private static List<String> notes(JsonNode survey) {
        List<String> notes = new ArrayList<>();
        String store = survey.path("store").asText();
        survey.path("notAsked").forEach(reason -> reason.path("subjects")
                .forEach(host -> notes.add("%s: %s was not asked (%s), so nothing there counts as free. %s"
                        .formatted(
                                store,
                                host.asText(),
                                reason.path("code").asText(),
                                reason.path("detail").asText()))));
        long unread = survey.path("unread").asLong();
        if (unread > 0) {
            notes.add("%s: %s as long as a known artifact and not read yet: ask again in a moment."
                    .formatted(store, unread == 1 ? "1 volume is" : unread + " volumes are"));
        }
        return notes;
    }
}
