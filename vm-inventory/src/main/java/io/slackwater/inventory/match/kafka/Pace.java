package io.slackwater.inventory.match.kafka;

import java.time.Duration;

/**
 * How fast scans go.
 *
 * @param rowsPerTick how many VMs one tick of the timer looks at, at most: so a transaction stays short
 * @param volumePause how long a scan for a volume waits for others, which it serves too
 */
public record Pace(int rowsPerTick, Duration volumePause) {

    private static final Duration VOLUME_PAUSE = Duration.ofMillis(500);

    /** The usual pace. */
    public static final Pace USUAL = of(20_000);

    /** The usual pace, with another number of rows per tick. */
    public static Pace of(int rowsPerTick) {
        return new Pace(rowsPerTick, VOLUME_PAUSE);
    }
}
