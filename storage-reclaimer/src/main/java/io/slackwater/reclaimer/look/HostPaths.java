package io.slackwater.reclaimer.look;

import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.reclaimer.volume.VolumeRef;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Where the paths of a host lead, as far as its pools tell: backing files are followed at any depth. */
final class HostPaths {

    /** Where a path leads, with all that is below it. */
    enum Lead {
        /** To the looked-at volume. */
        TARGET,
        /** To files that are known, none of which is the looked-at volume. */
        ELSEWHERE,
        /** To a file that no pool lists, so nobody can say what it is, or what it is backed by. */
        UNCLEAR
    }

    private final Map<String, Volume> volumes = new HashMap<>();
    private final Set<String> targets;
    private final ForeignPaths foreign;

    HostPaths(HostListing host, VolumeRef volume) {
        for (StoragePool pool : host.pools()) {
            pool.volumes().forEach(listed -> volumes.put(normalized(listed.path()), listed));
        }
        this.targets = withLinks(paths(host, volume));
        this.foreign = new ForeignPaths(targets);
    }

    /** Returns the paths of the looked-at volume: by its pool, as it was known, and those that links give it in any pool. */
    Set<String> targets() {
        return targets;
    }

    boolean isTarget(String path) {
        return targets.contains(normalized(path));
    }

    /** Returns where a path leads that something of a raw format names. */
    Lead of(String path) {
        return of(path, "raw");
    }

    /**
     * Returns where a path leads.
     *
     * @param format the format that is said to be there, by whoever names the path
     */
    Lead of(String path, String format) {
        Set<String> seen = new HashSet<>();
        String current = normalized(path);
        while (seen.add(current)) {
            if (isTargetOrAbove(current)) {
                return Lead.TARGET;
            }
            Volume volume = volumes.get(current);
            if (volume == null) {
                return foreign.isElsewhere(current, format) ? Lead.ELSEWHERE : Lead.UNCLEAR;
            }
            Optional<String> backing = volume.backingPath();
            if (backing.isEmpty()) {
                return Lead.ELSEWHERE;
            }
            if (backing.get().startsWith("json:")) {
                // QEMU's own notation, which libvirt passes on as it is.
                return targets.stream().anyMatch(backing.get()::contains) ? Lead.TARGET : Lead.UNCLEAR;
            }
            current = below(current, backing.get());
        }
        // A circle has no end, so nothing can be said of it.
        return Lead.UNCLEAR;
    }

    /** Returns the path that an image names, which is relative to the image's own directory where it does not begin at the root. */
    static String below(String image, String named) {
        return normalized(Path.of(image).resolveSibling(named).toString());
    }

    private static String normalized(String path) {
        return Path.of(path).normalize().toString();
    }

    /** A directory that a machine may read as a whole counts for all that is in it. */
    private boolean isTargetOrAbove(String path) {
        String directory = path.endsWith("/") ? path : path + "/";
        return targets.contains(path) || targets.stream().anyMatch(target -> target.startsWith(directory));
    }

    private Set<String> withLinks(Set<String> paths) {
        Set<String> all = new HashSet<>(paths);
        for (String path : paths) {
            Volume listed = volumes.get(path);
            if (listed != null && !listed.stamp().isEmpty()) {
                volumes.forEach((other, volume) -> {
                    if (looksLike(volume, listed)) {
                        all.add(other);
                    }
                });
            }
        }
        return Set.copyOf(all);
    }

    /** Whether two paths may be of one file: by a link, or since two pools list one directory. */
    private static boolean looksLike(Volume one, Volume other) {
        return one.stamp().equals(other.stamp())
                && one.format().equals(other.format())
                && one.capacityBytes() == other.capacityBytes()
                && one.allocationBytes() == other.allocationBytes();
    }

    /** The volume's paths on this host: as its pool lists it, as the pool would, and as it was known. */
    private static Set<String> paths(HostListing host, VolumeRef volume) {
        Set<String> paths = new HashSet<>();
        if (!volume.path().isEmpty()) {
            paths.add(normalized(volume.path()));
        }
        host.ownPool().ifPresent(pool -> {
            pool.volume(volume.name()).ifPresent(listed -> paths.add(normalized(listed.path())));
            if (!pool.targetPath().isEmpty()) {
                paths.add(normalized(pool.targetPath() + "/" + volume.name()));
            }
        });
        return paths;
    }
}
