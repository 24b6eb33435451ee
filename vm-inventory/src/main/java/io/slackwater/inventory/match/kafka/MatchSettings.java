package io.slackwater.inventory.match.kafka;

import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * How the brain works.
 *
 * @param partitions how many partitions the VM-keyed topics have
 * @param rowsPerTick how many rows one tick of the timer scans at most
 * @param volumePause how long a scan for a volume waits for others, which it serves too
 * @param storage makes the store of a name
 */
public record MatchSettings(
        int partitions,
        int rowsPerTick,
        Duration volumePause,
        MatchMeter meter,
        Function<String, KeyValueBytesStoreSupplier> storage) {

    private static final int ROWS_PER_TICK = 20_000;
    private static final Duration VOLUME_PAUSE = Duration.ofMillis(500);

    /** The settings of a service: state on disk, and so many rows per tick that a transaction stays short. */
    public static MatchSettings of(int partitions, MatchMeter meter) {
        return of(partitions, ROWS_PER_TICK, meter);
    }

    /** The same with another number of rows per tick. */
    public static MatchSettings of(int partitions, int rowsPerTick, MatchMeter meter) {
        return new MatchSettings(partitions, rowsPerTick, VOLUME_PAUSE, meter, Stores::persistentKeyValueStore);
    }
}
