package io.slackwater.standalone.operate;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.standalone.text.Count;
import io.slackwater.standalone.vms.VmNames;
import java.util.ArrayList;
import java.util.List;

/** Writes which VMs keep a rollout open since they run from volumes that the log does not know. */
final class UnknownVolumesFormatter {

    private UnknownVolumesFormatter() {}

    /** Returns a line for each rollout that stays open over it, to stand below a table; none where every volume is known. */
    static List<String> summary(JsonNode rollouts) {
        List<String> lines = new ArrayList<>();
        for (JsonNode rollout : rollouts) {
            if (rollout.path("unknownVolumes").isObject()) {
                String change = rollout.path("changeId").asText();
                lines.add(vms(rollout.path("unknownVolumes")) + ", and may need " + change
                        + ": slackwater rollout show " + change);
            }
        }
        return lines;
    }

    /** Returns the VMs of one rollout by their volumes, and what ends it; nothing where every volume is known. */
    static List<String> lines(JsonNode rollout, VmNames names) {
        JsonNode unknown = rollout.path("unknownVolumes");
        if (!unknown.isObject()) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(unknown.path("code").asText() + ": " + vms(unknown)
                + ". They may need the change, so the rollout stays open.");
        for (JsonNode volume : unknown.path("volumes")) {
            List<String> vms = new ArrayList<>();
            volume.path("vms").forEach(vm -> vms.add(names.inWords(vm.asText())));
            lines.add("  " + volume.path("store").asText() + "/"
                    + volume.path("volume").asText() + ": " + String.join(", ", vms));
        }
        lines.add("  " + unknown.path("remedy").asText());
        return lines;
    }

    private static String vms(JsonNode unknown) {
        long vms = unknown.path("vms").asLong();
        return Count.of(vms, "VM") + (vms == 1 ? " runs" : " run") + " from a volume that this log does not know";
    }
}
