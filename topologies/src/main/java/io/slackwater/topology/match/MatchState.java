package io.slackwater.topology.match;

import io.slackwater.domain.match.ChangeIndex;
import io.slackwater.domain.match.PublishedChange;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.match.VmMatchState;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.topology.match.row.StoreKeys;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The state stores of one matching task. The stores hold all of it; the few changes and retired hosts are mirrored on
 * the heap, read back from their stores whenever a task begins.
 */
final class MatchState {

    private static final byte[] PRESENT = {};
    /** A scan meets the volumes in no order, so all that a partition refers to should fit. */
    private static final int REMEMBERED_VOLUMES = 50_000;

    private final KeyValueStore<String, VmMatchState> vms;
    private final KeyValueStore<String, VolumeContent> volumes;
    private final KeyValueStore<String, PublishedChange> changes;
    private final KeyValueStore<String, PublishedChange> withdrawn;
    private final KeyValueStore<String, byte[]> retired;
    private final KeyValueStore<String, byte[]> fannedOut;
    private final KeyValueStore<String, FanOutState> fanOuts;
    private final UnknownVolumes unknownVolumes;
    private final ScanQueue scans;

    private final ChangeIndex changeIndex;
    private final Set<String> retiredHosts = new HashSet<>();
    /** The changes of which it was published last that VMs run from unknown volumes. */
    private final Set<String> publishedUnknown = new HashSet<>();

    /** By change. It is not in the log, so not in a store: a task that begins anew publishes fewer until they are heard of. */
    private final Map<String, Long> matchedLater = new HashMap<>();

    private final Map<VolumeId, Optional<VolumeContent>> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<VolumeId, Optional<VolumeContent>> eldest) {
            return size() > REMEMBERED_VOLUMES;
        }
    };
    private long lastSequence;

    MatchState(ProcessingContext context, Supersession supersession) {
        this.vms = context.getStateStore(MatchNames.VMS);
        this.volumes = context.getStateStore(MatchNames.VOLUMES);
        this.changes = context.getStateStore(MatchNames.CHANGES);
        this.withdrawn = context.getStateStore(MatchNames.WITHDRAWN);
        this.retired = context.getStateStore(MatchNames.RETIRED);
        this.fannedOut = context.getStateStore(MatchNames.FANNED_OUT);
        this.fanOuts = context.getStateStore(MatchNames.FAN_OUTS);
        this.unknownVolumes = new UnknownVolumes(context.getStateStore(MatchNames.UNKNOWN_VOLUMES));
        this.scans = new ScanQueue(context.getStateStore(MatchNames.WORK));
        this.changeIndex = new ChangeIndex(supersession);
        mirror();
    }

    private void mirror() {
        try (KeyValueIterator<String, PublishedChange> all = changes.all()) {
            all.forEachRemaining(row -> {
                changeIndex.add(row.value);
                lastSequence = Math.max(lastSequence, row.value.sequence());
            });
        }
        try (KeyValueIterator<String, PublishedChange> all = withdrawn.all()) {
            all.forEachRemaining(row -> {
                changeIndex.addWithdrawn(row.value);
                lastSequence = Math.max(lastSequence, row.value.sequence());
            });
        }
        try (KeyValueIterator<String, byte[]> all = retired.all()) {
            all.forEachRemaining(row -> retiredHosts.add(row.key));
        }
        try (KeyValueIterator<String, FanOutState> all = fanOuts.all()) {
            all.forEachRemaining(row -> mirror(row.key, row.value));
        }
    }

    private void mirror(String changeId, FanOutState state) {
        if (state.unknownVolumeVms() > 0) {
            publishedUnknown.add(changeId);
        } else {
            publishedUnknown.remove(changeId);
        }
    }

    ScanQueue scans() {
        return scans;
    }

    UnknownVolumes unknownVolumes() {
        return unknownVolumes;
    }

    ChangeIndex changes() {
        return changeIndex;
    }

    VmMatchState vm(String vmId) {
        VmMatchState known = vms.get(vmId);
        return known == null ? VmMatchState.NOTHING : known;
    }

    void put(String vmId, VmMatchState known) {
        vms.put(vmId, known);
    }

    void forget(String vmId) {
        vms.delete(vmId);
    }

    /** Returns the VMs behind one in the order of their ids; to be closed. */
    KeyValueIterator<String, VmMatchState> vmsAfter(String vmId) {
        return vmId.isEmpty() ? vms.all() : vms.range(StoreKeys.after(vmId), null);
    }

    Optional<VolumeContent> content(VolumeId volume) {
        return remembered.computeIfAbsent(volume, id -> Optional.ofNullable(volumes.get(StoreKeys.volume(id))));
    }

    /** Stores the content of a volume, or that it is gone, and returns whether that is news. */
    boolean put(VolumeId volume, Optional<VolumeContent> content) {
        if (content(volume).equals(content)) {
            return false;
        }
        volumes.put(StoreKeys.volume(volume), content.orElse(null));
        remembered.remove(volume);
        return true;
    }

    long nextSequence() {
        return lastSequence + 1;
    }

    void add(PublishedChange change) {
        changes.put(change.id(), change);
        withdrawn.delete(change.id());
        changeIndex.add(change);
        lastSequence = Math.max(lastSequence, change.sequence());
    }

    void withdraw(PublishedChange change) {
        changes.delete(change.id());
        withdrawn.put(change.id(), change);
        changeIndex.addWithdrawn(change);
    }

    boolean isFannedOut(String changeId) {
        return fannedOut.get(changeId) != null;
    }

    /** It is available again: it will be said again. */
    void forgetFannedOut(String changeId) {
        fannedOut.delete(changeId);
    }

    void putFannedOut(String changeId) {
        fannedOut.put(changeId, PRESENT);
    }

    /** Returns what was published last about the fan-out of a change; empty where nothing was. */
    Optional<FanOutState> fanOut(String changeId) {
        return Optional.ofNullable(fanOuts.get(changeId));
    }

    /** Keeps what is published of a fan-out now; the VMs that were found before are in it. */
    void published(String changeId, FanOutState state) {
        matchedLater.remove(changeId);
        putFanOut(changeId, state);
    }

    void putFanOut(String changeId, FanOutState state) {
        fanOuts.put(changeId, state);
        mirror(changeId, state);
    }

    /** Counts a VM that was found to need a change since its fan-out was published last. */
    void matchedLater(String changeId) {
        matchedLater.merge(changeId, 1L, Long::sum);
    }

    /** Returns how many VMs need a change, with those that were found since its fan-out was published last. */
    long matched(String changeId) {
        return fanOut(changeId).map(FanOutState::matched).orElse(0L) + matchedLater.getOrDefault(changeId, 0L);
    }

    /** Returns the changes whose fan-out has finished, and of which another number of VMs with unknown volumes was published. */
    List<String> outdatedFanOuts() {
        Set<String> candidates = new TreeSet<>(publishedUnknown);
        candidates.addAll(unknownVolumes.changes());
        return candidates.stream()
                .filter(this::isFannedOut)
                .filter(change ->
                        fanOut(change).map(FanOutState::unknownVolumeVms).orElse(0L) != unknownVolumes.vms(change))
                .toList();
    }

    boolean isRetired(String hostId) {
        return retiredHosts.contains(hostId);
    }

    void setRetired(String hostId, boolean isRetired) {
        if (isRetired ? retiredHosts.add(hostId) : retiredHosts.remove(hostId)) {
            retired.put(hostId, isRetired ? PRESENT : null);
        }
    }
}
