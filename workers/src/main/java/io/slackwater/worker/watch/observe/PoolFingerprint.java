package io.slackwater.worker.watch.observe;

import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Identifies an unmarked pool, so that two hosts that share a directory are detected: the volumes that have not changed
 * for longest. They stay the same between the times at which two hosts are read, whatever is written meanwhile. A copy
 * has other times of its inodes.
 */
final class PoolFingerprint {

    private static final int VOLUMES = 8;

    private PoolFingerprint() {}

    /** Returns a digest of a pool's oldest volumes; empty where it has none, or its host tells no times. */
    static String digest(StoragePool pool) {
        List<Volume> oldest = pool.volumes().stream()
                .filter(volume -> !volume.stamp().isEmpty() && !StoreMarker.isBookkeeping(volume.name()))
                .sorted(Comparator.comparing(Volume::stamp).thenComparing(Volume::name))
                .limit(VOLUMES)
                .toList();
        return oldest.isEmpty()
                ? ""
                : ObservationDigests.ofText(oldest.stream()
                        .map(volume -> volume.name() + "\n" + volume.contentBytes() + "\n" + volume.stamp())
                        .collect(Collectors.joining("\n\n")));
    }
}
