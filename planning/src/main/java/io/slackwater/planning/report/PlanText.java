package io.slackwater.planning.report;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.planning.plan.Group;
import io.slackwater.planning.plan.Milestone;
import io.slackwater.planning.plan.Plan;
import io.slackwater.planning.plan.VmPlan;
import io.slackwater.planning.plan.WavePlan;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A plan as text: what it comes to first, then the tables, each no longer than a screen. */
public final class PlanText {

    private final Plan plan;
    private final TextFormat textFormat;
    private final UnaryOperator<String> named;
    private final List<String> lines = new ArrayList<>();

    private PlanText(Plan plan, TextFormat textFormat, UnaryOperator<String> named) {
        this.plan = plan;
        this.textFormat = textFormat;
        this.named = named;
    }

    /**
     * Returns the lines.
     *
     * @param zone the clocks that times are told by
     * @param named puts the names of VMs in the place of their ids in a text
     */
    public static List<String> of(Plan plan, ZoneId zone, UnaryOperator<String> named) {
        PlanText text = new PlanText(plan, new TextFormat(zone), named);
        text.heading();
        if (plan.vms().isEmpty()) {
            text.lines.add(NothingToDo.sentence(plan));
        } else {
            text.work();
        }
        text.notes();
        return text.lines;
    }

    private void work() {
        summary();
        forecast();
        waves();
        policies();
        blockers();
        lines.addAll(new Differences(plan, named).lines());
        lines.addAll(new Space(plan).lines());
        stragglers();
    }

    private void heading() {
        String parts = plan.change().parts().stream()
                .map(part -> part.portion() + " " + part.version())
                .collect(Collectors.joining(", "));
        lines.add("Change " + plan.change().id() + ": " + parts + ", severity "
                + plan.change().severity());
        lines.add("As of " + textFormat.time(plan.at()) + ", by "
                + plan.historyFrom()
                        .map(from -> "states of VMs since " + textFormat.time(from) + " ("
                                + TextFormat.length(Duration.between(from, plan.at())) + ")")
                        .orElse("a log without states of VMs"));
        lines.add("");
    }

    private void summary() {
        lines.add(TextFormat.vms(plan.vms().size()) + " to update; " + plan.done() + " have it already"
                + (plan.newer() == 0 ? "" : "; " + plan.newer() + " more need a newer change instead"));
        Table table = new Table();
        group(table, Group.EXPECTED, "are expected to be updated");
        group(table, Group.NEVER_MODIFIABLE, "were never modifiable in their whole history: stragglers");
        group(
                table,
                Group.NEVER_STARTED,
                "are off and were never seen to start, so that nothing proves them: stragglers");
        group(table, Group.UNKNOWN, "have too short a history (less than 14 days) to say");
        group(table, Group.HELD, "are held by what only a person ends");
        lines.addAll(table.lines());
        if (plan.staysUpOnly() > 0) {
            lines.add(plan.staysUpOnly() + " of " + TextFormat.vms(plan.vms().size())
                    + " have only to stay up to be verified: no channel for a guest agent, or a policy that asks the"
                    + " guest for nothing");
        }
    }

    private void group(Table table, Group group, String what) {
        int count = plan.of(group).size();
        if (count > 0) {
            table.row(String.valueOf(count), what);
        }
    }

    private void forecast() {
        if (plan.forecast().expected() == 0) {
            section("Expected finish: no VM is expected to finish.");
            return;
        }
        section("Expected finish of the " + TextFormat.vms(plan.forecast().expected())
                + " that are expected, proved by a start:");
        Table table = new Table().row("share", "VMs", "expected", "earliest", "latest");
        for (Milestone milestone : plan.forecast().milestones()) {
            String never = "not by " + textFormat.time(plan.forecast().until());
            table.row(
                    milestone.percent() + "%",
                    String.valueOf(milestone.vms()),
                    textFormat.time(milestone.expected(), never),
                    textFormat.time(milestone.earliest(), never),
                    textFormat.time(milestone.latest(), never));
        }
        lines.addAll(table.lines());
        lines.add("  The middle and the ends of " + plan.forecast().plays()
                + " courses that are drawn from the VMs' own histories.");
    }

    private void waves() {
        section(
                "Waves, in the middle course. A VM joins the wave that is open when it asks, so who is in which is likely, not certain:");
        Table table = new Table().row("policy", "wave", "VMs", "first grant", "last proof", "");
        for (WavePlan wave : plan.waves()) {
            table.row(
                    policy(wave.policy()),
                    wave.number() + (wave.isCanary() ? " (canary)" : ""),
                    String.valueOf(wave.vms()),
                    textFormat.time(wave.begins(), "before"),
                    textFormat.time(wave.ends(), "never"),
                    wave.heldBy().isEmpty() ? "" : "held by " + named.apply(String.join(", ", wave.heldBy())));
        }
        lines.addAll(table.lines());
    }

    private void policies() {
        section("Policies:");
        Map<String, List<VmPlan>> byPolicy = new TreeMap<>();
        plan.vms().forEach(vm -> byPolicy.computeIfAbsent(
                        vm.policy().applies().id().toString(), id -> new ArrayList<>())
                .add(vm));
        Table table = new Table();
        byPolicy.forEach((id, vms) -> table.row(id, TextFormat.vms(vms.size()), why(vms.get(0))));
        lines.addAll(table.lines());
    }

    private static String why(VmPlan vm) {
        return vm.policy().lost().stream()
                .map(lessSpecificPolicy -> "before " + lessSpecificPolicy.policy() + ": " + lessSpecificPolicy.reason())
                .findFirst()
                .orElse("no other is for them");
    }

    private void blockers() {
        Map<BlockerCode, Integer> counts = new EnumMap<>(BlockerCode.class);
        Map<BlockerCode, Blocker> oldest = new EnumMap<>(BlockerCode.class);
        for (VmPlan vm : plan.vms()) {
            for (BlockerCode code :
                    vm.blockers().stream().map(Blocker::code).distinct().toList()) {
                counts.merge(code, 1, Integer::sum);
            }
            vm.blockers()
                    .forEach(blocker -> oldest.merge(
                            blocker.code(), blocker, BinaryOperator.minBy(Comparator.comparing(Blocker::since))));
        }
        section("What holds them up now" + (counts.isEmpty() ? ": nothing." : ", each with the oldest case:"));
        Table table = new Table();
        oldest.values().stream()
                .sorted(Comparator.comparing(blocker -> -counts.getOrDefault(blocker.code(), 0)))
                .forEach(blocker -> table.row(
                        blocker.code().name(),
                        TextFormat.vms(counts.getOrDefault(blocker.code(), 0)),
                        "since " + textFormat.time(blocker.since()),
                        blocker.detail()));
        lines.addAll(table.lines());
    }

    private void stragglers() {
        List<VmPlan> stragglers = plan.stragglers();
        if (stragglers.isEmpty()) {
            return;
        }
        section("Stragglers. Somebody must shut them off, or a policy must restart them:");
        Table table = new Table().row("VM", "host", "history", "was off", "last modifiable");
        stragglers.stream()
                .limit(TextFormat.LISTED)
                .forEach(vm -> table.row(
                        named.apply(vm.vmId()),
                        vm.hostId(),
                        vm.outlook()
                                .heardFrom()
                                .map(from -> TextFormat.length(Duration.between(from, plan.at())))
                                .orElse("none"),
                        vm.outlook().spells() + " times",
                        textFormat.time(vm.outlook().lastModifiable(), "never")));
        lines.addAll(table.lines());
        lines.addAll(TextFormat.more(stragglers.size()));
    }

    private void notes() {
        if (!plan.notes().isEmpty()) {
            section("To be known:");
            plan.notes().forEach(note -> lines.add("  " + note));
        }
    }

    private void section(String title) {
        lines.add("");
        lines.add(title);
    }

    private static String policy(String name) {
        return Optional.of(name).filter(given -> !given.isEmpty()).orElse("built-in");
    }
}
