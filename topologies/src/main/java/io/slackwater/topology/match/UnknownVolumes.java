package io.slackwater.topology.match;

import io.slackwater.domain.volume.VolumeId;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.topology.match.row.StoreKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The VMs of a partition that run from volumes which the log does not know, by change. The store has a row for each VM and change, the
 * heap their numbers by change and by volume, so that what is said of either needs no look at the VMs.
 */
final class UnknownVolumes {

    private final KeyValueStore<String, List<VolumeRef>> store;
    private final Map<String, Long> vms = new HashMap<>();
    /** How many rows name each of these volumes. */
    private final Map<VolumeId, Long> volumes = new HashMap<>();

    /** Goes on with what a store has. */
    UnknownVolumes(KeyValueStore<String, List<VolumeRef>> store) {
        this.store = store;
        try (KeyValueIterator<String, List<VolumeRef>> all = store.all()) {
            all.forEachRemaining(row -> {
                add(vms, StoreKeys.first(row.key), 1);
                row.value.forEach(volumeRef -> add(volumes, volumeRef.id(), 1));
            });
        }
    }

    /** Puts what is so of a VM now in the place of what was so before. */
    void put(String vmId, Map<String, List<VolumeRef>> byChange) {
        Set<String> concerned = new HashSet<>(vms.keySet());
        concerned.addAll(byChange.keySet());
        for (String changeId : concerned) {
            put(changeId, vmId, byChange.getOrDefault(changeId, List.of()));
        }
    }

    private void put(String changeId, String vmId, List<VolumeRef> now) {
        String key = StoreKeys.pair(changeId, vmId);
        List<VolumeRef> before = Objects.requireNonNullElse(store.get(key), List.of());
        if (before.equals(now)) {
            return;
        }
        store.put(key, now.isEmpty() ? null : now);
        add(vms, changeId, (now.isEmpty() ? 0L : 1L) - (before.isEmpty() ? 0L : 1L));
        before.forEach(volumeRef -> add(volumes, volumeRef.id(), -1));
        now.forEach(volumeRef -> add(volumes, volumeRef.id(), 1));
    }

    private static <K> void add(Map<K, Long> numbers, K key, long more) {
        if (numbers.merge(key, more, Long::sum) == 0) {
            numbers.remove(key);
        }
    }

    /** Whether some VM runs from a volume, and it is not known. */
    boolean has(VolumeId volume) {
        return volumes.containsKey(volume);
    }

    /** Returns the changes that some VM may need for all that is known. */
    Set<String> changes() {
        return Set.copyOf(vms.keySet());
    }

    /** Returns how many VMs may need each of these changes for all that is known. */
    Map<String, Long> vms() {
        return Map.copyOf(vms);
    }

    /** Returns how many VMs may need a change for all that is known. */
    long vms(String changeId) {
        return vms.getOrDefault(changeId, 0L);
    }

    /** Returns the volumes of the first so many VMs of a change, by VM, in the order of their ids. */
    List<KeyValue<String, List<VolumeRef>>> first(String changeId, int most) {
        List<KeyValue<String, List<VolumeRef>>> first = new ArrayList<>();
        String from = StoreKeys.pair(changeId, "");
        try (KeyValueIterator<String, List<VolumeRef>> rows = store.range(from, StoreKeys.behind(changeId))) {
            while (rows.hasNext() && first.size() < most) {
                KeyValue<String, List<VolumeRef>> row = rows.next();
                first.add(KeyValue.pair(row.key.substring(from.length()), row.value));
            }
        }
        return first;
    }
}
