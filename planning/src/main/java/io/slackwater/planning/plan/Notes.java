package io.slackwater.planning.plan;

import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.planning.fleet.Fleet;
import io.slackwater.planning.fleet.KnownChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says what a plan takes for granted, and what is against it as a whole. */
final class Notes {

    private final Fleet fleet;
    private final KnownChange change;
    private final List<String> notes = new ArrayList<>();

    Notes(Fleet fleet, KnownChange change) {
        this.fleet = fleet;
        this.change = change;
    }

    List<String> of(List<PlannedVm> subjects) {
        change.withdrawn().ifPresent(this::withdrawn);
        decrees(subjects);
        unknownVolumes();
        long observed = subjects.stream()
                .filter(plannedVm -> fleet.catalogue()
                        .host(plannedVm.plan().hostId())
                        .filter(host -> host.mode() == HostInfo.Mode.OBSERVE)
                        .isPresent())
                .count();
        if (observed > 0) {
            notes.add("The hosts of " + observed
                    + " VMs are in mode OBSERVE, where nothing is changed. The forecast supposes that"
                    + " they are made ACTIVE now.");
        }
        for (String policy : fleet.unreadPolicies()) {
            notes.add("The document of policy " + policy + " is no policy; the executor does not follow it either.");
        }
        if (fleet.unreadable() > 0) {
            notes.add(fleet.unreadable()
                    + " records could not be read and were passed over; VMs that they were about are unknown until"
                    + " they are observed again.");
        }
        return notes;
    }

    private void withdrawn(String reason) {
        notes.add("The change was withdrawn: " + reason + ". Nobody gets it.");
        fleet.leaving()
                .forEach((other, vms) -> notes.add(
                        other.isEmpty()
                                ? "%d VMs have it and keep it: no change before it is available, nor a newer one."
                                        .formatted(vms)
                                : "%d VMs have it and need %s in its place.".formatted(vms, other)));
    }

    /** Names the volumes, since it is each of them that is to be adopted. */
    private void unknownVolumes() {
        Map<String, Long> vms = fleet.vms().stream()
                .flatMap(vm -> fleet.unknownVolumes(vm).stream())
                .collect(Collectors.groupingBy(
                        volumeRef ->
                                volumeRef.id().store() + "/" + volumeRef.id().volume(),
                        TreeMap::new,
                        Collectors.counting()));
        vms.forEach((volume, count) -> notes.add(count + (count == 1 ? " VM runs" : " VMs run") + " from " + volume
                + ", which this log does not know. They may need the change, and its rollout stays open. Restore the"
                + " newest log, or adopt the volume: slackwater adopt " + volume + " --because WHY"));
    }

    private void decrees(List<PlannedVm> subjects) {
        Rollout.Conditions conditions = new RolloutBaseline(fleet).decrees();
        fleet.freeze()
                .ifPresent(condition -> notes.add("The fleet is frozen " + condition.describe()
                        + ". The forecast supposes that it is unfrozen now."));
        conditions
                .aborted()
                .ifPresent(condition -> notes.add("The rollout was aborted " + condition.describe()
                        + ". Nobody gets it; the forecast is what would have been."));
        conditions
                .paused()
                .ifPresent(condition -> notes.add("The rollout is paused " + condition.describe()
                        + ". The forecast supposes that it is resumed now."));
        boolean awaitsApproval = subjects.stream()
                .map(plannedVm -> plannedVm.policy().rollout())
                .anyMatch(RolloutRules::approvalRequired);
        if (awaitsApproval && conditions.approved().isEmpty()) {
            notes.add("A person must approve the change. The forecast supposes that it is approved now.");
        }
    }
}
