package io.slackwater.planning.report;

import io.slackwater.planning.fleet.Part;
import io.slackwater.planning.plan.Plan;
import io.slackwater.planning.plan.StoreNeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the stores need; those without room first. */
final class Space {

    private final Plan plan;

    Space(Plan plan) {
        this.plan = plan;
    }

    List<String> lines() {
        long bytes = plan.stores().stream().mapToLong(StoreNeed::bytes).sum();
        int stores = plan.stores().size();
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Space: " + Bytes.inWords(bytes) + " to be staged in " + stores
                        + (stores == 1 ? " store:" : " stores:")));
        Table table = new Table().row("store", "to stage", "free", "");
        plan.stores().stream()
                .sorted(Comparator.comparingInt(Space::urgency))
                .limit(TextFormat.LISTED)
                .forEach(store -> table.row(
                        store.store(),
                        Bytes.inWords(store.bytes()),
                        store.fact()
                                .map(fact -> Bytes.inWords(fact.available()))
                                .orElse("unknown"),
                        remark(store)));
        lines.addAll(table.lines());
        lines.addAll(TextFormat.more(stores));
        return lines;
    }

    private static int urgency(StoreNeed store) {
        return store.fits().map(fits -> fits ? 2 : 0).orElse(1);
    }

    private static String remark(StoreNeed store) {
        String room = store.fits()
                .map(fits -> fits ? "" : "does not fit: " + Bytes.inWords(store.reserve()) + " stay free")
                .orElse("its host was never synced");
        String parts = store.missing().isEmpty()
                ? "all there"
                : store.missing().stream().map(Part::volume).collect(Collectors.joining(", "));
        String overlays = store.overlays() == 0 ? "" : "; " + store.overlays() + " new overlays, which grow";
        String shared = store.suspected().isEmpty()
                ? ""
                : "; suspected to be one directory with " + String.join(", ", store.suspected());
        return parts + overlays + (room.isEmpty() ? "" : "; " + room) + shared;
    }
}
