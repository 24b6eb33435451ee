package io.slackwater.planning.fleet;

import io.slackwater.domain.match.ChangeIndex;
import io.slackwater.domain.match.PublishedChange;
import io.slackwater.domain.match.VolumeContent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The VMs that have a withdrawn change. */
final class WithdrawalImpact {

    private final LogCatalogue catalogue;
    private final ChangeIndex changeIndex;
    private final String changeId;

    /** @param changeId the change that was withdrawn */
    WithdrawalImpact(LogCatalogue catalogue, String changeId) {
        this.catalogue = catalogue;
        this.changeIndex = catalogue.book();
        this.changeId = changeId;
    }

    /** Counts them by the id of the change that they need in its place, empty where there is none. */
    Map<String, Long> count(Collection<FleetVm> vms) {
        return vms.stream()
                .flatMap(vm -> vm.placement(catalogue::counts).stream())
                .flatMap(place -> place.slots().stream()
                        .flatMap(slot -> catalogue.content(slot.image().id()).stream())
                        .filter(this::isWithdrawn)
                        .map(this::inItsPlace)
                        .limit(1))
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    }

    private boolean isWithdrawn(VolumeContent held) {
        return changeIndex
                .withdrawn(held)
                .filter(change -> change.id().equals(changeId))
                .isPresent();
    }

    private String inItsPlace(VolumeContent held) {
        List<PublishedChange> newer = changeIndex.replacing(held);
        return newer.isEmpty()
                ? changeIndex.wayBack(held).map(back -> back.to().id()).orElse("")
                : changeIndex.newest(newer).id();
    }
}
