package io.slackwater.planning.report;

import io.slackwater.planning.plan.Plan;
import io.slackwater.planning.plan.SlotChange;
import io.slackwater.planning.plan.VmPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What changes in the definitions, as a difference of the elements that name what moves. The text of the definitions is not in the
 * log; nothing else in it changes, but for the mark of the update in the metadata.
 */
final class Differences {

    private final Plan plan;
    private final UnaryOperator<String> named;

    /** @param named puts the names of VMs in the place of their ids in a text */
    Differences(Plan plan, UnaryOperator<String> named) {
        this.plan = plan;
        this.named = named;
    }

    /** Returns one example of each kind of difference, with how many VMs have it. */
    List<String> lines() {
        Map<String, List<VmPlan>> kinds = new LinkedHashMap<>();
        plan.vms().stream().filter(vm -> !vm.slots().isEmpty()).forEach(vm -> kinds.computeIfAbsent(
                        kind(vm), kind -> new ArrayList<>())
                .add(vm));
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Difference of the definitions. Their text is not in the log: these are the elements that name what moves. Beside them"
                        + " only the update's mark in the metadata changes."));
        kinds.forEach((kind, vms) -> {
            VmPlan example = vms.get(0);
            lines.add("  " + kind + ": " + TextFormat.vms(vms.size()) + ", such as " + named.apply(example.vmId()));
            example.slots().forEach(slot -> lines.addAll(unified(slot, "    ")));
        });
        return lines;
    }

    /** Returns the difference of one slot, each line with what stands before it. */
    static List<String> unified(SlotChange slot, String indent) {
        return List.of(
                indent + "@@ " + slot.slot() + " @@",
                indent + "-" + slot.element(slot.from()),
                indent + "+" + slot.element(slot.to()));
    }

    private static String kind(VmPlan vm) {
        return String.join(
                ", ",
                vm.slots().stream()
                        .map(slot -> slot.slot() + " " + slot.portion() + " " + slot.fromVersion() + " → "
                                + slot.toVersion())
                        .toList());
    }
}
