package io.slackwater.topology.match;

import java.time.Duration;

/**
 * How fast scans go.
 *
 * @param rowsPerTick how many VMs one tick of one partition's timer looks at, at most
 * @param volumePause how long a scan for a volume waits for others, which it serves too
 */
public record ScanRate(int rowsPerTick, Duration volumePause) {

    private static final Duration VOLUME_PAUSE = Duration.ofMillis(500);

    /**
     * The usual pace.
     *
     * @param rowsPerRound how many VMs the ticks of all partitions may look at together: one thread may have all of them, and
     *     commits what they did in one transaction, which must not outlive its timeout
     */
    public static ScanRate of(int rowsPerRound, int partitions) {
        return new ScanRate(Math.max(1, rowsPerRound / partitions), VOLUME_PAUSE);
    }
}
