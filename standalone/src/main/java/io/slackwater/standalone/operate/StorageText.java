package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.planning.report.Bytes;
import io.slackwater.standalone.text.Age;
import io.slackwater.standalone.text.Some;
import io.slackwater.standalone.text.Table;
import io.slackwater.standalone.vms.VmNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes stores and volumes for a terminal. */
final class StorageText {

    private StorageText() {}

    /** Returns a line for each volume: what it is, how much it takes, and why it is still there. */
    static List<String> volumes(JsonNode volumes, Instant now) {
        if (volumes.isEmpty()) {
            return List.of("No such volume is known: none was staged or adopted, and no VM refers to one.");
        }
        Age age = new Age(now);
        Table table = new Table("STORE", "PORTION", "VERSION", "VOLUME", "SIZE", "STATE", "USERS", "HELD BY", "SINCE");
        for (JsonNode volume : volumes) {
            table.row(
                    volume.path("store").asText(),
                    volume.path("portion").asText(""),
                    volume.path("version").asText(""),
                    volume.path("volume").asText(),
                    Bytes.inWords(volume.path("sizeBytes").asLong()),
                    state(volume),
                    volume.path("users").asText(),
                    keepers(volume),
                    age.of(oldest(volume)));
        }
        return table.lines();
    }

    private static String state(JsonNode volume) {
        String state = volume.path("state").asText();
        return volume.has("percentMoved") ? state + " " + volume.path("percentMoved") + " %" : state;
    }

    /** Returns for each superseded volume and reason a sentence, and what ends the reason. */
    static List<String> blockers(JsonNode volumes, VmNames names, Instant now) {
        Age age = new Age(now);
        List<String> lines = new ArrayList<>();
        for (JsonNode volume : volumes) {
            if (volume.path("state").asText().equals("CURRENT")) {
                continue;
            }
            for (JsonNode holder : volume.path("heldBy")) {
                lines.add(sentence(volume, holder, names, age));
                lines.add("    " + holder.path("detail").asText());
                lines.add("    " + holder.path("remedy").asText());
            }
        }
        return lines.isEmpty() ? List.of("Nothing holds storage that Slackwater would free.") : lines;
    }

    static List<String> stores(JsonNode stores, Instant now) {
        if (stores.isEmpty()) {
            return List.of("No store is known: no host was read yet.");
        }
        Age age = new Age(now);
        boolean isAnyOld = false;
        Table table = new Table("STORE", "HOST", "POOL", "TYPE", "MARKED", "MODE", "CONTACT", "CONFIRMED");
        for (JsonNode store : stores) {
            for (JsonNode host : store.path("hosts")) {
                table.row(
                        store.path("store").asText(),
                        host.path("hostId").asText(),
                        host.path("pool").asText() + (host.path("poolActive").asBoolean() ? "" : " (inactive)"),
                        host.path("poolType").asText(),
                        host.path("marked").asBoolean() ? "yes" : "no",
                        host.path("mode").asText(),
                        contact(host, age),
                        confirmed(store, host));
                isAnyOld |= !isSynced(host);
            }
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (isAnyOld) {
            lines.add("What is shown of a host that is not SYNCED is what was seen last.");
        }
        for (JsonNode store : stores) {
            List<String> suspected = texts(store.path("suspectedShared"));
            if (!suspected.isEmpty()) {
                lines.add(
                        "%s is suspected to be one directory with %s: they list the same old volumes, and nobody has marked them."
                                .formatted(store.path("store").asText(), String.join(", ", suspected)));
            }
        }
        return lines;
    }

    private static String sentence(JsonNode volume, JsonNode holder, VmNames names, Age age) {
        return "%s of %s in %s: %s (%s) since %s"
                .formatted(
                        Bytes.inWords(volume.path("sizeBytes").asLong()),
                        content(volume),
                        volume.path("store").asText(),
                        holder.path("code").asText(),
                        vms(holder.path("subjects"), holder.path("count").asLong(), names),
                        age.of(holder.path("since")));
    }

    /** Returns what a volume holds, or held. */
    static String content(JsonNode volume) {
        if (volume.path("portion").isTextual()) {
            return volume.path("portion").asText() + " "
                    + volume.path("version").asText();
        }
        boolean isAbandoned = volume.path("owner").asText().equals("ABANDONED");
        return (isAbandoned ? "what the abandoned upload left of " : "the replaced overlay ")
                + volume.path("volume").asText();
    }

    /**
     * Returns some of many, VMs by their names.
     *
     * @param count how many there are with those that are listed
     */
    static String vms(JsonNode listed, long count, VmNames names) {
        return Some.of(texts(listed).stream().map(names::inWords).toList(), count);
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }

    /** Returns what keeps a volume, the changes that move VMs to it among it, which are no blockers of a current one. */
    private static String keepers(JsonNode volume) {
        List<String> codes = new ArrayList<>();
        JsonNode holders = volume.path("heldBy");
        if (!volume.path("pins").isEmpty() && !holders.findValuesAsText("code").contains("PINNED")) {
            codes.add("PINNED " + volume.path("pins").size());
        }
        holders.forEach(holder -> codes.add(
                holder.path("code").asText() + " " + holder.path("count").asText() + names(holder)));
        return String.join(", ", codes);
    }

    /** Returns the names of holds, which whoever releases them needs; the others are told in full where they matter. */
    private static String names(JsonNode holder) {
        return holder.path("code").asText().equals("HELD")
                ? " ("
                        + Some.of(
                                texts(holder.path("subjects")),
                                holder.path("count").asLong()) + ")"
                : "";
    }

    /** Returns since when it is due, or else since when the oldest reason holds it. */
    private static JsonNode oldest(JsonNode volume) {
        JsonNode oldest = volume.path("since");
        for (JsonNode holder : volume.path("heldBy")) {
            JsonNode since = holder.path("since");
            if (!oldest.isTextual() || since.asText().compareTo(oldest.asText()) < 0) {
                oldest = since;
            }
        }
        return oldest;
    }

    private static String contact(JsonNode host, Age age) {
        String since = age.of(host.path("contactSince"));
        return host.path("contact").asText() + (since.isEmpty() || isSynced(host) ? "" : " since " + since);
    }

    private static boolean isSynced(JsonNode host) {
        return host.path("contact").asText().equals("SYNCED");
    }

    private static String confirmed(JsonNode store, JsonNode host) {
        if (texts(store.path("confirmed")).contains(host.path("hostId").asText())) {
            return "yes";
        }
        return store.path("confirmationNeeded").asBoolean() ? "no" : "not needed";
    }
}
