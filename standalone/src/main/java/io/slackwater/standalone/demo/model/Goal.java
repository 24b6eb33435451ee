package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.PortionVersion;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a demo wants to see: every VM verified on the newest kernel by what its guest says, and the kernels that they
 * moved away from deleted.
 *
 * @param vms the UUIDs of the VMs
 */
public record Goal(Set<String> vms) {

    private static final int MOST_NAMES = 5;

    public Goal {
        vms = Set.copyOf(vms);
    }

    /** Returns the VMs that were verified, each by its own word. */
    public Set<String> verified(FleetModel model) {
        Map<String, ChangeEvent> changes =
                model.changes().stream().collect(Collectors.toMap(ChangeEvent::getChangeId, Function.identity()));
        return model.updates().stream()
                .filter(update -> vms.contains(update.vmId()))
                .filter(update -> update.phase() == UpdatePhase.VERIFIED)
                .filter(update -> guestSaysSo(update, Optional.ofNullable(changes.get(update.changeId()))))
                .map(UpdateTrack::vmId)
                .collect(Collectors.toSet());
    }

    private static boolean guestSaysSo(UpdateTrack update, Optional<ChangeEvent> change) {
        Optional<String> expected = change.stream()
                .flatMap(known -> known.getPortions().stream())
                .filter(portion -> portion.getKind() == PortionKind.KERNEL)
                .flatMap(portion -> kernelRelease(portion).stream())
                .findFirst();
        return expected.isPresent() && update.kernelRelease().equals(expected);
    }

    private static Optional<String> kernelRelease(PortionVersion portion) {
        return portion.getKernelRelease();
    }

    /** Returns the VMs whose latest update failed. */
    public Set<String> failed(FleetModel model) {
        return vms.stream()
                .filter(vm ->
                        model.vm(vm).update().filter(UpdateTrack::hasFailed).isPresent())
                .collect(Collectors.toSet());
    }

    /** Returns the volumes that the VMs were moved away from. */
    public Set<VolumeRef> oldVolumes(FleetModel model) {
        return model.updates().stream()
                .filter(update -> vms.contains(update.vmId()))
                .flatMap(update -> update.replacements().stream())
                .map(Replacement::getFrom)
                .collect(Collectors.toSet());
    }

    /** Whether all of it has happened. */
    public boolean isReached(FleetModel model) {
        return verified(model).size() == vms.size()
                && !oldVolumes(model).isEmpty()
                && held(model).isEmpty();
    }

    /** Whether it cannot be reached any more without somebody's help. */
    public boolean isLost(FleetModel model) {
        return !failed(model).isEmpty()
                && verified(model).size() + failed(model).size() == vms.size();
    }

    private Set<VolumeRef> held(FleetModel model) {
        Set<VolumeRef> gone = model.volumes().stream()
                .filter(VolumeTrack::isGone)
                .map(VolumeTrack::volume)
                .collect(Collectors.toSet());
        Set<VolumeRef> held = new HashSet<>(oldVolumes(model));
        held.removeAll(gone);
        return held;
    }

    /** Returns what is missing, each with its blockers by name, in sentences for a person; empty once it is reached. */
    public List<String> missing(FleetModel model) {
        List<String> missing = new ArrayList<>();
        if (model.changes().isEmpty()) {
            missing.add("no change was published: see the log of patch-ingest");
        }
        Set<String> waiting = new TreeSet<>(vms);
        waiting.removeAll(verified(model));
        Map<String, List<String>> namesByState = new TreeMap<>();
        for (String vm : waiting) {
            VmTrack track = model.vm(vm);
            namesByState
                    .computeIfAbsent(describe(track), state -> new ArrayList<>())
                    .add(track.name());
        }
        namesByState.forEach((state, names) -> missing.add(join(names) + ": " + state));
        for (VolumeTrack volume : model.volumes()) {
            if (held(model).contains(volume.volume())) {
                missing.add("volume " + volume.volume().getVolume() + " of "
                        + volume.volume().getStore() + ": " + volume.last() + Blockers.inWords(volume.blockers()));
            }
        }
        return missing;
    }

    private static String describe(VmTrack vm) {
        return vm.update()
                .map(update -> update.phase()
                        + update.last()
                                .reason()
                                .map(reason -> " (" + reason + ")")
                                .orElse("")
                        + Blockers.inWords(update.blockers()))
                .orElse(vm.state() + ", no update was opened for it");
    }

    private static String join(List<String> names) {
        String first = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? first + " and " + (names.size() - MOST_NAMES) + " more" : first;
    }
}
