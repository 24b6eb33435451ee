package io.slackwater.benchmarks.pipeline;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts how far a fleet is: a few bits per VM, and one entry per old volume. It takes events in any order; one that comes
 * twice counts once. Not thread-safe.
 */
final class FleetProgress {

    private static final int MOST_VOLUMES = 3;

    private final VmNumbers numbers;
    private final int hosts;
    private final BitSet inventoried = new BitSet();
    private final Set<String> markedStores = new HashSet<>();
    private final Set<String> syncedHosts = new HashSet<>();
    private final Map<UpdatePhase, BitSet> reached = new EnumMap<>(UpdatePhase.class);
    private final Map<UpdatePhase, Long> events = new EnumMap<>(UpdatePhase.class);
    private final @Nullable BlockerCode[] blocker;
    private final Set<VolumeRef> oldVolumes = new HashSet<>();
    private final Map<VolumeRef, VolumeEvent> lastOfVolume = new HashMap<>();

    FleetProgress(VmNumbers numbers, int hosts) {
        this.numbers = numbers;
        this.hosts = hosts;
        this.blocker = new @Nullable BlockerCode[numbers.count()];
        for (UpdatePhase phase : UpdatePhase.values()) {
            reached.put(phase, new BitSet());
        }
    }

    /** Takes in that a VM is in the inventory. */
    void inventoried(String vm) {
        inventoried.set(numbers.of(vm));
    }

    /** Takes in a host's event. */
    void apply(HostEvent event) {
        if (event.getType() == HostEventType.MARKED) {
            event.getStores().forEach(store -> markedStores.add(store.getStore()));
        } else if (event.getType() == HostEventType.SYNCED && event.getMarkersRead() >= hosts) {
            syncedHosts.add(event.getHostId());
        }
    }

    /** Takes in an update's event. Returns whether the update reached this phase for the first time. */
    boolean apply(UpdateEvent event) {
        int vm = numbers.of(event.getVmId());
        List<Blocker> blockers = event.getBlockers();
        blocker[vm] = blockers.isEmpty() ? null : blockers.get(0).getCode();
        for (Replacement replacement : event.getReplacements()) {
            oldVolumes.add(replacement.getFrom());
        }
        events.merge(event.getPhase(), 1L, Long::sum);
        BitSet vms = vmsThatReached(event.getPhase());
        boolean isNew = !vms.get(vm);
        vms.set(vm);
        return isNew;
    }

    /** Takes in a volume's event. */
    void apply(VolumeEvent event) {
        lastOfVolume.put(event.getVolume(), event);
    }

    private BitSet vmsThatReached(UpdatePhase phase) {
        return reached.getOrDefault(phase, new BitSet());
    }

    int countInventoried() {
        return inventoried.cardinality();
    }

    /** Returns how many hosts were read since every store has its marker. */
    int countSynced() {
        return syncedHosts.size();
    }

    /** Returns how many VMs had an update that reached a phase. */
    int count(UpdatePhase phase) {
        return vmsThatReached(phase).cardinality();
    }

    /** Returns how many events of updates there were, by phase; one that says the same again counts again. */
    Map<UpdatePhase, Long> updateEvents() {
        return Map.copyOf(events);
    }

    /** Returns the volumes that the VMs are moved away from. */
    Set<VolumeRef> oldVolumes() {
        return Set.copyOf(oldVolumes);
    }

    /** Returns how many of them were deleted. */
    int countFreed() {
        return (int) oldVolumes.stream().filter(this::isDeleted).count();
    }

    boolean isInventoried() {
        return countInventoried() == numbers.count() && markedStores.size() == hosts;
    }

    boolean isSynced() {
        return countSynced() == hosts;
    }

    boolean isMatched() {
        return count(UpdatePhase.REQUIRED) == numbers.count();
    }

    boolean isApplied() {
        return count(UpdatePhase.APPLIED) == numbers.count();
    }

    boolean isVerified() {
        return count(UpdatePhase.VERIFIED) == numbers.count();
    }

    /** Returns whether every VM is verified, and every old volume deleted. */
    boolean isFreed() {
        return isVerified() && countFreed() == oldVolumes.size();
    }

    /** Returns how far it is, in a line. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%,d of %,d VMs inventoried, %,d of %,d hosts synced; %,d matched, %,d granted, %,d applied, %,d verified; %,d of %,d old volumes freed",
                countInventoried(),
                numbers.count(),
                syncedHosts.size(),
                hosts,
                count(UpdatePhase.REQUIRED),
                count(UpdatePhase.GRANTED),
                count(UpdatePhase.APPLIED),
                count(UpdatePhase.VERIFIED),
                countFreed(),
                oldVolumes.size());
    }

    /** Returns what is missing, each in a line. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        missing.add(line());
        Map<String, Integer> waiting = new TreeMap<>();
        BitSet verified = vmsThatReached(UpdatePhase.VERIFIED);
        for (int vm = verified.nextClearBit(0); vm < numbers.count(); vm = verified.nextClearBit(vm + 1)) {
            BlockerCode code = blocker[vm];
            waiting.merge(code == null ? "no blocker" : code.name(), 1, Integer::sum);
        }
        waiting.forEach((code, vms) -> missing.add("%,d VMs are not verified: %s".formatted(vms, code)));
        oldVolumes.stream()
                .filter(volume -> !isDeleted(volume))
                .limit(MOST_VOLUMES)
                .forEach(volume -> missing.add(notFreed(volume)));
        return missing;
    }

    private boolean isDeleted(VolumeRef volume) {
        VolumeEvent last = lastOfVolume.get(volume);
        return last != null && last.getType() == VolumeEventType.RECLAIMED;
    }

    private String notFreed(VolumeRef volume) {
        VolumeEvent last = lastOfVolume.get(volume);
        String state = last == null
                ? "no event"
                : last.getType() + " "
                        + last.getBlockers().stream().map(Blocker::getCode).toList();
        return "volume %s of store %s is not freed: %s".formatted(volume.getVolume(), volume.getStore(), state);
    }
}
