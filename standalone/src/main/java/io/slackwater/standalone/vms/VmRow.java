package io.slackwater.standalone.vms;

import io.slackwater.domain.match.Placement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmPlacement;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.FleetVm;
import io.slackwater.standalone.text.Count;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A VM on a host, in words.
 *
 * @param name the domain's name; empty where the host did not say it
 * @param state its run state there; empty where the host did not say it
 * @param portions what of its operating system is where, and in which version, as far as the volumes are known
 * @param updates its open updates, each with its phase or what holds it up
 */
record VmRow(String name, String id, String host, String state, String portions, String updates) {

    static final Comparator<VmRow> BY_NAME =
            Comparator.comparing(VmRow::name).thenComparing(VmRow::id).thenComparing(VmRow::host);

    /** Returns one row for each host that has the VM. */
    static List<VmRow> of(Fleet fleet, FleetVm vm) {
        return vm.vm().presentPlacements().stream()
                .map(placement -> new VmRow(
                        placement.definition().map(VmDefinition::name).orElse(""),
                        vm.id(),
                        placement.hostId(),
                        state(placement),
                        vm.placement()
                                .filter(place -> place.hostId().equals(placement.hostId()))
                                .map(place -> portions(fleet, place))
                                .orElse(""),
                        updates(vm)))
                .toList();
    }

    private static String state(VmPlacement placement) {
        Optional<PowerState> power = placement.power();
        return power.map(known -> known.state().name()).orElse("") + (placement.hasManagedSave() ? ", saved" : "");
    }

    private static String portions(Fleet fleet, Placement place) {
        return place.slots().stream()
                .flatMap(slot -> fleet.content(slot.image().id()).stream()
                        .filter(held -> held.kind() == slot.kind())
                        .map(held -> slot.name() + "=" + held.portion() + " " + held.version()))
                .collect(Collectors.joining(", "));
    }

    private static String updates(FleetVm vm) {
        return vm.vm().updates().stream()
                .map(update -> update.key().changeId() + " " + phase(update))
                .collect(Collectors.joining("; "));
    }

    private static String phase(Update update) {
        int blockers = update.blockers().size();
        return update.state().phase() + (blockers == 0 ? "" : ", " + Count.of(blockers, "blocker"));
    }
}
