package io.slackwater.planning.plan;

import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Replacement;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.KnownChange;
import io.slackwater.planning.fleet.Part;
import io.slackwater.planning.fleet.StoreInfo;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Sums up what the stores need. */
final class StoreNeeds {

    private final Fleet fleet;
    private final KnownChange change;
    private final double headroom;

    StoreNeeds(Fleet fleet, KnownChange change, double headroom) {
        this.fleet = fleet;
        this.change = change;
        this.headroom = headroom;
    }

    List<StoreNeed> of(List<PlannedVm> subjects) {
        Map<String, List<Replacement>> byStore = new TreeMap<>();
        subjects.stream()
                .filter(plannedVm -> plannedVm.appliedIn().isEmpty())
                .flatMap(plannedVm -> plannedVm.update().replacements().stream())
                .forEach(replacement -> byStore.computeIfAbsent(
                                replacement.from().store(), store -> new ArrayList<>())
                        .add(replacement));
        return byStore.entrySet().stream()
                .map(entry -> need(entry.getKey(), entry.getValue()))
                .toList();
    }

    private StoreNeed need(String store, List<Replacement> replacements) {
        Catalogue known = fleet.catalogue();
        Set<Part> missing = new LinkedHashSet<>();
        int overlays = 0;
        for (Replacement replacement : replacements) {
            String identity = known.change(change.id()).identity(replacement.portion(), replacement.toVersion());
            boolean isThere = known.volume(store, replacement.portion(), identity)
                    .filter(VolumeInfo::present)
                    .isPresent();
            if (!isThere) {
                missing.add(change.part(replacement.portion()));
            }
            overlays += replacement.kind() == PortionKind.BASE_IMAGE ? 1 : 0;
        }
        Optional<StoreInfo> fact = fleet.store(store);
        long reserve = fact.map(of -> (long) Math.ceil((double) of.capacity() * headroom))
                .orElse(0L);
        return new StoreNeed(store, List.copyOf(missing), overlays, fact, reserve, fleet.suspected(store));
    }
}
