package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VmEventType;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmStateEvent;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/**
 * Folds events into what is known of the fleet. Events of different topics may come in any order; the picture is the same
 * once all have come. Not thread-safe.
 */
public final class FleetModel {

    private final Map<String, ChangeEvent> changes = new LinkedHashMap<>();
    private final Map<String, VmEvent> inventory = new LinkedHashMap<>();
    private final Map<String, VmState> states = new LinkedHashMap<>();
    private final Map<String, UpdateTrack> updates = new LinkedHashMap<>();
    private final Map<String, String> latestUpdates = new LinkedHashMap<>();
    private final Map<VolumeRef, VolumeTrack> volumes = new LinkedHashMap<>();

    /** Takes an event in; events that say nothing of the fleet's picture are ignored. */
    public void apply(SpecificRecord event) {
        if (event instanceof ChangeEvent change) {
            applyChange(change);
        } else if (event instanceof VmEvent vm) {
            applyInventory(vm);
        } else if (event instanceof VmStateEvent state) {
            states.put(state.getVmId(), state.getState());
        } else if (event instanceof UpdateEvent update) {
            updates.compute(update.getUpdateId(), (id, known) -> (known == null ? UpdateTrack.begin(update) : known)
                    .with(update));
            latestUpdates.put(update.getVmId(), update.getUpdateId());
        } else if (event instanceof VolumeEvent volume) {
            volumes.compute(volume.getVolume(), (ref, known) -> VolumeTrack.of(volume, Optional.ofNullable(known)));
        }
    }

    private void applyChange(ChangeEvent change) {
        if (change.getType() == ChangeEventType.AVAILABLE) {
            changes.put(change.getChangeId(), change);
        }
    }

    private void applyInventory(VmEvent vm) {
        if (vm.getType() == VmEventType.OBSERVED) {
            inventory.put(vm.getVmId(), vm);
        } else if (vm.getType() == VmEventType.GONE || vm.getType() == VmEventType.HOST_RETIRED) {
            inventory.remove(vm.getVmId());
        }
    }

    /** Returns the changes that became available, in their order. */
    public List<ChangeEvent> changes() {
        return List.copyOf(changes.values());
    }

    /** Returns all updates, in the order in which they were opened. */
    public List<UpdateTrack> updates() {
        return List.copyOf(updates.values());
    }

    /** Returns all volumes that were ever told of. */
    public Collection<VolumeTrack> volumes() {
        return Collections.unmodifiableCollection(volumes.values());
    }

    /** Returns every VM that was told of, by name. */
    public List<VmTrack> vms() {
        Set<String> ids = new TreeSet<>(inventory.keySet());
        ids.addAll(latestUpdates.keySet());
        List<VmTrack> vms = new ArrayList<>();
        for (String id : ids) {
            vms.add(vm(id));
        }
        vms.sort(Comparator.comparing(VmTrack::name, FleetModel::compareNames));
        return vms;
    }

    /** Returns a VM; of one that was never told of, only the id. */
    public VmTrack vm(String id) {
        Optional<VmEvent> known = Optional.ofNullable(inventory.get(id));
        return new VmTrack(
                id,
                known.map(VmEvent::getName).orElse(id),
                known.map(VmEvent::getHostId).orElse(""),
                states.getOrDefault(id, VmState.UNKNOWN),
                known.flatMap(this::kernelOf),
                Optional.ofNullable(latestUpdates.get(id)).map(updates::get));
    }

    /** Returns what the known volumes take that were not deleted, in bytes. */
    public long heldBytes() {
        return volumes.values().stream()
                .filter(volume -> !volume.isGone())
                .mapToLong(VolumeTrack::sizeBytes)
                .sum();
    }

    /** Returns what came free, in bytes. */
    public long freedBytes() {
        return volumes.values().stream().mapToLong(VolumeTrack::freedBytes).sum();
    }

    private Optional<String> kernelOf(VmEvent vm) {
        return vm.getUses().stream()
                .filter(use -> use.getSlotKind() == SlotKind.KERNEL)
                .sorted(Comparator.comparing(Use::getLive).reversed())
                .flatMap(use -> Optional.ofNullable(volumes.get(use.getVolume())).stream())
                .flatMap(volume -> volume.version().stream())
                .findFirst();
    }

    /** Shorter first, so that vm-10 comes after vm-9. */
    private static int compareNames(String one, String other) {
        int byLength = Integer.compare(one.length(), other.length());
        return byLength != 0 ? byLength : one.compareTo(other);
    }
}
