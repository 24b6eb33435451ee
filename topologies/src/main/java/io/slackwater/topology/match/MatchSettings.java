package io.slackwater.topology.match;

import io.slackwater.streams.replay.Horizon;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * Partitions, scan rate, metrics and stores of the matching topology.
 *
 * @param partitions how many partitions the VM-keyed topics have
 * @param storage makes the store of a name
 * @param horizon how far a task without state reads before it opens updates
 */
public record MatchSettings(
        int partitions,
        ScanRate scanRate,
        MatchMetrics metrics,
        Function<String, KeyValueBytesStoreSupplier> storage,
        Horizon horizon) {

    private static final int ROWS_PER_ROUND = 80_000;

    /** State on disk, the usual pace, and no log to be read first. */
    public static MatchSettings of(int partitions, MatchMetrics metrics) {
        return new MatchSettings(
                partitions,
                ScanRate.of(ROWS_PER_ROUND, partitions),
                metrics,
                Stores::persistentKeyValueStore,
                Horizon.REACHED);
    }
}
