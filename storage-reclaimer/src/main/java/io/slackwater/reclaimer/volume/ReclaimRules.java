package io.slackwater.reclaimer.volume;

import java.time.Duration;

/**
 * The operator's settings that decisions depend on.
 *
 * @param graceTime how long a volume that nothing needs is kept
 * @param versionsKept how many of a portion's versions that nothing needs are kept in each store, whatever their grace time: those
 *     that were needed last
 * @param dryRun whether to say what would be deleted, and to delete nothing
 */
public record ReclaimRules(Duration graceTime, int versionsKept, boolean dryRun, Times times) {

    /**
     * The times of commands and retries.
     *
     * @param commandLifetime for how long after its receipt a hand may begin a command's effect
     * @param lookMargin how much longer than its lifetime a look with its delete may take
     * @param stagingMargin how much longer than its lifetime an upload may take
     * @param shortestRetry the wait after the first failure
     * @param longestRetry the wait after many; also how often something that is held is looked at again, whatever happened
     */
    public record Times(
            Duration commandLifetime,
            Duration lookMargin,
            Duration stagingMargin,
            Duration shortestRetry,
            Duration longestRetry) {

        /** How long the effect of a look and delete may still come after its command was issued. */
        Duration lookBound() {
            return commandLifetime.plus(lookMargin);
        }

        /** How long the effect of an upload may still come after its command was issued. */
        Duration stagingBound() {
            return commandLifetime.plus(stagingMargin);
        }
    }
}
