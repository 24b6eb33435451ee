package io.slackwater.reclaimer.look;

import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows backing files over all the pools of a host, at any depth. */
final class BackingWalk {

    /** Where a chain of backing files leads. */
    enum End {
        /** To the looked-at volume. */
        TARGET,
        /** To a volume without a backing file; the looked-at volume is not in the chain. */
        ELSEWHERE,
        /** Out of the known pools: nobody can say what the rest of the chain is. */
        UNKNOWN
    }

    private final Map<String, Volume> volumes = new HashMap<>();
    private final Set<String> targets;

    /**
     * A walk over the pools.
     *
     * @param targets the normalized paths of the looked-at volume
     */
    BackingWalk(Iterable<StoragePool> pools, Set<String> targets) {
        pools.forEach(pool -> pool.volumes().forEach(volume -> volumes.put(normalized(volume.path()), volume)));
        this.targets = Set.copyOf(targets);
    }

    boolean isKnown(String path) {
        return volumes.containsKey(normalized(path));
    }

    Set<String> targets() {
        return targets;
    }

    boolean isTarget(String path) {
        return targets.contains(normalized(path));
    }

    /** Returns where the chain that begins at {@code path} leads, {@code path} itself included. */
    End from(String path) {
        Set<String> seen = new HashSet<>();
        String current = normalized(path);
        while (seen.add(current)) {
            if (targets.contains(current)) {
                return End.TARGET;
            }
            Volume volume = volumes.get(current);
            if (volume == null) {
                return End.UNKNOWN;
            }
            Optional<String> backing = volume.backingPath();
            if (backing.isEmpty()) {
                return End.ELSEWHERE;
            }
            current = normalized(Path.of(current).resolveSibling(backing.get()).toString());
        }
        // A circle has no end, so nothing can be said of it.
        return End.UNKNOWN;
    }

    static String normalized(String path) {
        return Path.of(path).normalize().toString();
    }
}
