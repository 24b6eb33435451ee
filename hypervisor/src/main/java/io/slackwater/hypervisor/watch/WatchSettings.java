package io.slackwater.hypervisor.watch;

import java.time.Duration;

/**
 * How a host is watched.
 *
 * @param bundling how long events are collected before they are handed over
 * @param shortestPause the pause after the first failed attempt; each further failure doubles it
 * @param longestPause the longest pause between two attempts
 * @param resyncInterval after how long everything is read again though nothing was missed
 */
public record WatchSettings(Duration bundling, Duration shortestPause, Duration longestPause, Duration resyncInterval) {

    /** What a fleet of thousands of hosts can be watched with. */
    public static final WatchSettings DEFAULTS = new WatchSettings(
            Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofMinutes(30));

    /**
     * Returns the pause before the next attempt.
     *
     * @param failures how many attempts failed in a row, from 1
     * @param chance a number from 0 (inclusive) to 1, which spreads the hosts over the second half of the pause
     */
    Duration pause(int failures, double chance) {
        long doubled = shortestPause.toMillis() << Math.min(failures - 1, 20);
        long pause = Math.min(doubled, longestPause.toMillis());
        return Duration.ofMillis(pause / 2 + (long) (chance * (pause - pause / 2)));
    }
}
