package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.text.Age;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.vms.VmNames;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what is known of a VM for a terminal. */
final class VmText {

    private final JsonNode vm;
    private final VmNames names;
    private final Age age;
    private final List<String> lines = new ArrayList<>();

    VmText(JsonNode vm, VmNames names, Instant now) {
        this.vm = vm;
        this.names = names;
        this.age = new Age(now);
    }

    List<String> lines() {
        String name = vm.path("name").asText("");
        lines.add("VM " + vm.path("vmId").asText()
                + (name.isEmpty() || vm.path("name").isNull() ? "" : " " + name));
        vm.path("hosts").forEach(this::host);
        if (vm.path("goneSince").isTextual()) {
            lines.add("  on no host since " + age.of(vm.path("goneSince")));
        }
        if (!vm.path("labels").isEmpty()) {
            lines.add("  labels: " + entries(vm.path("labels")));
        }
        for (Map.Entry<String, JsonNode> source : vm.path("unreadable").properties()) {
            lines.add("  what " + source.getKey() + " said last cannot be read, since " + age.of(source.getValue()));
        }
        vm.path("failedChanges")
                .forEach(change -> lines.add(
                        "  " + change.asText() + " failed on it, and is not tried again before 'slackwater retry "
                                + vm.path("vmId").asText() + " " + change.asText() + "'"));
        JsonNode verified = vm.path("verified");
        if (verified.isObject()) {
            lines.add("  " + verified.path("changeId").asText() + " was verified on it "
                    + age.of(verified.path("at")) + ", "
                    + ProofFormatter.by(verified.path("by").asText()));
        }
        if (vm.path("updates").isEmpty()) {
            lines.add("No update of it is open.");
        }
        vm.path("updates").forEach(this::update);
        return lines;
    }

    private void host(JsonNode host) {
        String link = host.path("reachable").asBoolean()
                ? (host.path("synced").asBoolean() ? "reachable" : "reachable, not read in full yet")
                : "not reachable" + lost(host);
        String labels = host.path("labels").isEmpty() ? "" : ", " + entries(host.path("labels"));
        lines.add("  on host " + host.path("hostId").asText() + " ("
                + host.path("mode").asText("unknown") + ", " + link + labels + ")"
                + (host.path("defined").asBoolean() ? "" : ", which does not have its definition"));
        JsonNode state = host.path("state");
        if (state.isObject()) {
            String reason = state.path("reason").asText();
            lines.add("    " + state.path("state").asText() + (reason.isEmpty() ? "" : " (" + reason + ")") + " since "
                    + age.of(state.path("since"))
                    + (state.path("managedSave").asBoolean() ? ", with a managed save" : ""));
        }
    }

    private String lost(JsonNode host) {
        String since = age.of(host.path("linkSince"));
        return (since.isEmpty() ? "" : " since " + since) + ", so this is what was seen last";
    }

    private void update(JsonNode update) {
        lines.add("");
        lines.add("Update to " + update.path("changeId").asText() + ": "
                + update.path("phase").asText() + ", required " + age.of(update.path("requiredAt")));
        if (update.path("returnsFrom").isTextual()) {
            lines.add(
                    "  It takes the VM back from " + update.path("returnsFrom").asText() + ", which was withdrawn.");
        }
        for (JsonNode replacement : update.path("replacements")) {
            lines.add("  " + replacement.path("slot").asText() + ": "
                    + replacement.path("portion").asText() + " "
                    + replacement.path("fromVersion").asText() + " -> "
                    + replacement.path("toVersion").asText());
        }
        lines.add("  " + update.path("doing").asText() + ".");
        if (update.path("wave").asInt() > 0) {
            lines.add("  It is in wave " + update.path("wave").asInt() + " of its rollout.");
        }
        proof(update);
        update.path("blockers").forEach(this::blocker);
        policy(update.path("policy"));
    }

    private void proof(JsonNode update) {
        if (update.path("staysUpOnly").asBoolean()) {
            lines.add("  The VM has only to stay up: it has no channel for a guest agent, or the policy asks its guest"
                    + " for nothing.");
        }
        int refusals = update.path("refusals").asInt();
        if (refusals > 0) {
            lines.add("  The host refused it so far: " + Count.of(refusals, "time") + ".");
        }
        int stops = update.path("stops").asInt();
        if (stops > 0) {
            lines.add("  The VM stopped by itself before there was a verdict: " + Count.of(stops, "time") + ".");
        }
    }

    private void blocker(JsonNode blocker) {
        lines.add("  Held up by " + blocker.path("code").asText() + " of "
                + blocker.path("subject").asText() + " since " + age.of(blocker.path("since")));
        lines.add("    " + names.inText(blocker.path("detail").asText()));
        if (blocker.path("remedy").isTextual()) {
            lines.add("    Remedy: " + blocker.path("remedy").asText());
        }
    }

    private void policy(JsonNode policy) {
        lines.add(
                "  Policy " + named(policy) + " applies. " + policy.path("why").asText());
        policy.path("others")
                .forEach(other -> lines.add(
                        "    not " + named(other) + ": " + other.path("why").asText()));
    }

    private static String named(JsonNode policy) {
        int version = policy.path("version").asInt();
        return policy.path("policy").asText() + (version == 0 ? "" : " version " + version);
    }

    private static String entries(JsonNode map) {
        return map.properties().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().asText())
                .collect(Collectors.joining(", "));
    }
}
