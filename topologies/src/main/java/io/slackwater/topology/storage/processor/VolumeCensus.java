package io.slackwater.topology.storage.processor;

import io.slackwater.topology.storage.index.VolumeIndex;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Counts the volumes of a partition by state, as its index knows them from their rows, so that the figures survive restarts. */
final class VolumeCensus {

    static final Duration INTERVAL = Duration.ofSeconds(30);

    private final VolumeIndex volumes;
    private final StorageMetrics metrics;
    private final int partition;

    VolumeCensus(VolumeIndex volumes, StorageMetrics metrics, int partition) {
        this.volumes = volumes;
        this.metrics = metrics;
        this.partition = partition;
    }

    void take() {
        Map<String, StorageMetrics.Held> byState = new HashMap<>();
        volumes.counts()
                .forEach((state, count) -> byState.put(state, new StorageMetrics.Held(count.volumes(), count.bytes())));
        metrics.counted(partition, byState);
    }
}
