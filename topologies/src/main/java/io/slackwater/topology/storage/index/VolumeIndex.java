package io.slackwater.topology.storage.index;

import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.topology.storage.row.VolumeStateRowMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The volumes of a task's stores by what decisions ask for: those that are there, those staged from an artifact, those that
 * are due, and how many are in which state. The volumes themselves are rows of a state store. Of a volume that is gone
 * nothing is kept but that it counts.
 *
 * <p>For the thread of one task.
 */
public final class VolumeIndex {

    private final NavigableMap<String, StoreVolumes> stores = new TreeMap<>();
    private final Map<String, Count> counts = new HashMap<>();

    /** A number of volumes, and what they take together. */
    public record Count(long volumes, long bytes) {

        private Count plus(long moreVolumes, long moreBytes) {
            return new Count(volumes + moreVolumes, bytes + moreBytes);
        }
    }

    /** A volume by its store and name. */
    public record Key(String store, String name) {}

    /** Adds a volume that was not known. */
    public void add(Volume volume) {
        String store = volume.ref().store();
        stores.computeIfAbsent(store, first -> new StoreVolumes()).add(volume);
        dropIfEmpty(store);
        count(volume, 1);
    }

    /** Takes a volume out as it was known. */
    public void remove(Volume volume) {
        StoreVolumes ofStore = stores.get(volume.ref().store());
        if (ofStore != null) {
            ofStore.remove(volume);
            dropIfEmpty(volume.ref().store());
        }
        count(volume, -1);
    }

    /** Whether a store has a volume that is there or on its way. */
    public boolean has(String store) {
        return stores.containsKey(store);
    }

    /** Returns the names of the volumes that are there and were staged from what has this digest. */
    public Set<String> stagedFrom(String store, Artifact artifact) {
        StoreVolumes ofStore = stores.get(store);
        return ofStore == null ? Set.of() : ofStore.staged.getOrDefault(artifact.sha256(), new TreeSet<>());
    }

    /** Returns how many other volumes of the same store and portion became due later; of two at one time the later name counts as later. */
    public int dueLater(Volume volume, Instant dueSince) {
        StoreVolumes ofStore = stores.get(volume.ref().store());
        if (ofStore == null || volume.content().holds().isEmpty()) {
            return 0;
        }
        String portion = volume.content().holds().get().portion();
        return ofStore.due
                .getOrDefault(portion, new TreeSet<>())
                .tailSet(new Due(dueSince.toEpochMilli(), volume.ref().name()), false)
                .size();
    }

    /**
     * Returns volumes that are there or on their way, in the order of stores and names.
     *
     * @param from the first that may be among them
     * @param most how many at most
     */
    public List<Key> from(Key from, int most) {
        List<Key> found = new ArrayList<>();
        for (Map.Entry<String, StoreVolumes> entry :
                stores.tailMap(from.store(), true).entrySet()) {
            String name = entry.getKey().equals(from.store()) ? from.name() : "";
            found.addAll(ofStore(new Key(entry.getKey(), name), most - found.size()));
            if (found.size() == most) {
                break;
            }
        }
        return found;
    }

    /** The same of one store. */
    public List<Key> ofStore(Key from, int most) {
        StoreVolumes ofStore = stores.get(from.store());
        return ofStore == null
                ? List.of()
                : ofStore.there.tailSet(from.name(), true).stream()
                        .limit(most)
                        .map(name -> new Key(from.store(), name))
                        .toList();
    }

    /** Returns how many volumes there are in each state, with those that are gone. */
    public Map<String, Count> counts() {
        return Map.copyOf(counts);
    }

    private void count(Volume volume, int one) {
        String state = VolumeStateRowMapper.row(volume.state()).getState().name();
        Count after = counts.getOrDefault(state, new Count(0, 0))
                .plus(one, one * volume.content().sizeBytes());
        if (after.volumes() == 0) {
            counts.remove(state);
        } else {
            counts.put(state, after);
        }
    }

    private void dropIfEmpty(String store) {
        if (stores.get(store).there.isEmpty()) {
            stores.remove(store);
        }
    }

    /** A volume that is due, by when it became so, in milliseconds since 1970 as in its row. */
    private record Due(long since, String name) implements Comparable<Due> {

        private static final Comparator<Due> ORDER =
                Comparator.comparingLong(Due::since).thenComparing(Due::name);

        @Override
        public int compareTo(Due other) {
            return ORDER.compare(this, other);
        }
    }

    /** The volumes of one store. */
    private static final class StoreVolumes {

        private final NavigableSet<String> there = new TreeSet<>();
        private final Map<String, NavigableSet<String>> staged = new HashMap<>();
        private final Map<String, NavigableSet<Due>> due = new HashMap<>();

        void add(Volume volume) {
            if (volume.state() instanceof VolumeState.Gone) {
                return;
            }
            String name = volume.ref().name();
            there.add(name);
            if (isStaged(volume)) {
                staged.computeIfAbsent(digest(volume), first -> new TreeSet<>()).add(name);
            }
            if (isDue(volume)) {
                due.computeIfAbsent(portion(volume), first -> new TreeSet<>()).add(due(volume));
            }
        }

        void remove(Volume volume) {
            there.remove(volume.ref().name());
            if (isStaged(volume)) {
                remove(staged, digest(volume), volume.ref().name());
            }
            if (isDue(volume)) {
                remove(due, portion(volume), due(volume));
            }
        }

        private static <T> void remove(Map<String, NavigableSet<T>> sets, String key, T value) {
            NavigableSet<T> set = sets.get(key);
            if (set != null && set.remove(value) && set.isEmpty()) {
                sets.remove(key);
            }
        }

        private static boolean isStaged(Volume volume) {
            return volume.state() instanceof VolumeState.There
                    && volume.content().origin() == VolumeOrigin.STAGED
                    && volume.content().artifact().isPresent();
        }

        private static boolean isDue(Volume volume) {
            return volume.state() instanceof VolumeState.Due
                    && volume.content().holds().isPresent();
        }

        private static String digest(Volume volume) {
            return volume.content().artifact().orElseThrow().sha256();
        }

        private static String portion(Volume volume) {
            return volume.content().holds().map(PortionVersion::portion).orElseThrow();
        }

        private static Due due(Volume volume) {
            return new Due(
                    volume.state().dueSince().orElseThrow().toEpochMilli(),
                    volume.ref().name());
        }
    }
}
