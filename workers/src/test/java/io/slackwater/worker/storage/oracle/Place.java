package io.slackwater.worker.storage.oracle;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A directory of images, with the pools that show it.
 *
 * @param directory its real path
 * @param pools none where no pool shows it
 * @param hosts which hosts may name what is in it
 */
record Place(Path directory, List<Pool> pools, Set<Integer> hosts) {

    /**
     * A pool.
     *
     * @param target the path by which the host has the directory
     */
    record Pool(int host, String name, Path target) {}

    List<Pool> on(int host) {
        return pools.stream().filter(pool -> pool.host() == host).toList();
    }

    /** Returns the hosts that have a pool of it. */
    Set<Integer> poolHosts() {
        return pools.stream().map(Pool::host).collect(Collectors.toSet());
    }
}
