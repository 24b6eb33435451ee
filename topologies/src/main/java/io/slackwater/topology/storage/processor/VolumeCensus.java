package io.slackwater.topology.storage.processor;

import io.slackwater.schemas.VolumeRow;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Counts the volumes of a partition by state, from the store itself, so that the figures survive restarts. */
final class VolumeCensus {

    static final Duration INTERVAL = Duration.ofSeconds(30);

    private final KeyValueStore<String, VolumeRow> volumes;
    private final StorageMetrics metrics;
    private final int partition;

    VolumeCensus(KeyValueStore<String, VolumeRow> volumes, StorageMetrics metrics, int partition) {
        this.volumes = volumes;
        this.metrics = metrics;
        this.partition = partition;
    }

    void take() {
        Map<String, StorageMetrics.Held> byState = new HashMap<>();
        try (KeyValueIterator<String, VolumeRow> rows = volumes.all()) {
            while (rows.hasNext()) {
                KeyValue<String, VolumeRow> row = rows.next();
                long bytes = row.value.getContent().getSizeBytes();
                byState.merge(
                        row.value.getLife().getState(), new StorageMetrics.Held(1, bytes), StorageMetrics.Held::plus);
            }
        }
        metrics.counted(partition, byState);
    }
}
