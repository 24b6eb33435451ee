package io.slackwater.hypervisor.paths;

import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.paths.FileAnswer.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which entries of pools are one file. Two with the same times, format and sizes are, by a link or since two pools list one directory.
 * Where two pools list one directory, so are all entries of one name: the times of a file that is written differ, as the pools are read
 * one after the other.
 */
final class Aliases {

    private final Map<String, Map<String, Volume>> filesByPool = new LinkedHashMap<>();
    private final Map<String, List<Entry>> byStamp = new HashMap<>();
    private final Map<Set<String>, Sameness> sameness = new HashMap<>();
    private final Map<Entry, List<Entry>> names = new HashMap<>();

    /** What the listings of two pools say. */
    private enum Sameness {
        ONE_DIRECTORY,
        PERHAPS,
        TWO_DIRECTORIES
    }

    Aliases(List<StoragePool> pools) {
        for (StoragePool pool : pools) {
            Map<String, Volume> files = new HashMap<>();
            for (Volume volume : pool.volumes()) {
                files.put(volume.name(), volume);
                if (!volume.stamp().isEmpty()) {
                    byStamp.computeIfAbsent(volume.stamp(), added -> new ArrayList<>(1))
                            .add(new Entry(pool.name(), volume));
                }
            }
            if (StoreMarker.fits(pool.type())) {
                filesByPool.put(pool.name(), files);
            }
        }
    }

    /** Returns the names of a file, the asked one first. */
    List<Entry> of(Entry entry) {
        return names.computeIfAbsent(entry, this::search);
    }

    /** Returns what may be the same file, for the pools of both may list one directory. */
    List<Entry> doubtfulOf(Entry entry) {
        return sameName(entry, Sameness.PERHAPS)
                .filter(other -> !of(entry).contains(other))
                .toList();
    }

    private List<Entry> search(Entry entry) {
        Set<Entry> found = new LinkedHashSet<>(Set.of(entry));
        found.addAll(linked(entry));
        for (Entry name : List.copyOf(found)) {
            sameName(name, Sameness.ONE_DIRECTORY).forEach(other -> {
                found.add(other);
                found.addAll(linked(other));
            });
        }
        return List.copyOf(found);
    }

    private List<Entry> linked(Entry entry) {
        return byStamp.getOrDefault(entry.volume().stamp(), List.of()).stream()
                .filter(other -> isOneFile(other.volume(), entry.volume()))
                .toList();
    }

    private Stream<Entry> sameName(Entry entry, Sameness wanted) {
        if (!filesByPool.containsKey(entry.pool())) {
            return Stream.empty();
        }
        return filesByPool.entrySet().stream()
                .filter(pool -> !pool.getKey().equals(entry.pool()))
                .filter(pool -> pool.getValue().containsKey(entry.volume().name()))
                .filter(pool -> sameness(entry.pool(), pool.getKey()) == wanted)
                .map(pool -> new Entry(
                        pool.getKey(), pool.getValue().get(entry.volume().name())));
    }

    private Sameness sameness(String one, String other) {
        return sameness.computeIfAbsent(
                Set.of(one, other), asked -> compare(filesByPool.get(one), filesByPool.get(other)));
    }

    /** A marker is never written again, so that it tells for certain. */
    private static Sameness compare(Map<String, Volume> one, Map<String, Volume> other) {
        boolean isTimed = true;
        boolean haveOneFile = false;
        for (Volume volume : one.values()) {
            Optional<Volume> same = Optional.ofNullable(other.get(volume.name()));
            boolean isSame = same.filter(twin -> isOneFile(volume, twin)).isPresent();
            if (same.isPresent() && StoreMarker.isMarker(volume.name())) {
                return isSame ? Sameness.ONE_DIRECTORY : Sameness.TWO_DIRECTORIES;
            }
            haveOneFile |= isSame;
            isTimed &= !volume.stamp().isEmpty();
        }
        boolean listTheSame = one.keySet().equals(other.keySet());
        if (haveOneFile) {
            return listTheSame ? Sameness.ONE_DIRECTORY : Sameness.PERHAPS;
        }
        return listTheSame && isTimed ? Sameness.PERHAPS : Sameness.TWO_DIRECTORIES;
    }

    private static boolean isOneFile(Volume one, Volume other) {
        return !one.stamp().isEmpty()
                && one.stamp().equals(other.stamp())
                && one.format().equals(other.format())
                && one.capacityBytes() == other.capacityBytes()
                && one.allocationBytes() == other.allocationBytes();
    }
}
