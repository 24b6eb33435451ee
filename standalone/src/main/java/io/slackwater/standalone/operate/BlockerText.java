package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.text.Age;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.text.LastSeen;
import io.slackwater.standalone.text.Table;
import io.slackwater.standalone.vms.VmNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes blockers for a terminal. */
final class BlockerText {

    private BlockerText() {}

    static List<String> lines(JsonNode answer, VmNames names, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(Count.of(answer.path("updates").asLong(), "open update") + ", "
                + answer.path("blocked").asText() + " held up");
        if (!answer.path("complete").asBoolean()) {
            lines.add("Not all were looked at: "
                    + answer.path("incompleteBecause").asText());
        }
        lines.addAll(LastSeen.lines(away(answer), now));
        if (!answer.path("counts").isEmpty()) {
            lines.add("");
            lines.addAll(RolloutText.counts(answer.path("counts")));
        }
        if (!answer.path("blockers").isEmpty()) {
            lines.add("");
            lines.addAll(table(answer.path("blockers"), names, new Age(now)));
        }
        if (answer.path("more").asLong() > 0) {
            lines.add("and " + answer.path("more").asText() + " more; --limit lists more of them");
        }
        return lines;
    }

    private static Map<String, Instant> away(JsonNode answer) {
        Map<String, Instant> away = new TreeMap<>();
        answer.path("hostsAway")
                .forEach(host -> away.put(
                        host.path("hostId").asText(),
                        Instant.parse(host.path("since").asText())));
        return away;
    }

    private static List<String> table(JsonNode blockers, VmNames names, Age age) {
        Table table = new Table("VM", "NAME", "CHANGE", "HELD UP BY", "SUBJECT", "SINCE", "DETAIL");
        for (JsonNode blocker : blockers) {
            table.row(
                    blocker.path("vmId").asText(),
                    blocker.path("vmName").asText(""),
                    blocker.path("changeId").asText(),
                    blocker.path("code").asText(),
                    blocker.path("subject").asText(),
                    age.of(blocker.path("since")),
                    names.inText(blocker.path("detail").asText()));
        }
        return table.lines();
    }
}
