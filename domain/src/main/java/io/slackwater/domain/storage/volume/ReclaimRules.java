package io.slackwater.domain.storage.volume;

import java.time.Duration;

/**
 * The operator's settings that decisions depend on.
 *
 * @param graceTime how long a volume that nothing needs is kept
 * @param versionsKept how many of a portion's versions that nothing needs are kept in each store, whatever their grace time: those
 *     that were needed last
 * @param dryRun whether to say what would be deleted, and to delete nothing
 * @param deleteRate how fast deletes follow each other
 */
public record ReclaimRules(
        Duration graceTime, int versionsKept, boolean dryRun, DeleteRateLimit deleteRate, Times times) {

    /** Rules by which deletes follow each other at once. */
    public ReclaimRules(Duration graceTime, int versionsKept, boolean dryRun, Times times) {
        this(graceTime, versionsKept, dryRun, DeleteRateLimit.UNBOUNDED, times);
    }

    /**
     * The least time between deletes.
     *
     * @param perStore the least time between the beginnings of two deletes in one store
     * @param overall the same of all stores of a partition together, on the average
     * @param firstDeletePause how long a store rests after its first delete; zero: not at all, and nothing goes first alone
     */
    public record DeleteRateLimit(Duration perStore, Duration overall, Duration firstDeletePause) {

        /** No bound and no pause. */
        public static final DeleteRateLimit UNBOUNDED =
                new DeleteRateLimit(Duration.ZERO, Duration.ZERO, Duration.ZERO);

        /**
         * A limit of so many deletes a minute.
         *
         * @throws IllegalArgumentException if a number is not positive, or the pause is negative
         */
        public static DeleteRateLimit perMinute(int perStore, int overall, Duration firstDeletePause) {
            if (perStore <= 0 || overall <= 0) {
                throw new IllegalArgumentException(
                        "The deletes per minute must be positive, not %d per store and %d overall; 'slackwater storage freeze' stops deletes"
                                .formatted(perStore, overall));
            }
            if (firstDeletePause.isNegative()) {
                throw new IllegalArgumentException(
                        "The pause after the first delete must not be negative: " + firstDeletePause);
            }
            long minute = Duration.ofMinutes(1).toMillis();
            return new DeleteRateLimit(
                    Duration.ofMillis(minute / perStore), Duration.ofMillis(minute / overall), firstDeletePause);
        }
    }

    /**
     * The times of commands and retries.
     *
     * @param commandLifetime for how long after its receipt a worker may begin a command's effect
     * @param checkMargin how much longer than its lifetime a look with its delete may take
     * @param stagingMargin how much longer than its lifetime an upload may take
     * @param shortestRetry the wait after the first failure
     * @param longestRetry the wait after many; also how often something that is held is looked at again, whatever happened
     */
    public record Times(
            Duration commandLifetime,
            Duration checkMargin,
            Duration stagingMargin,
            Duration shortestRetry,
            Duration longestRetry) {

        /** How long the effect of a reference check and delete may still come after its command was issued. */
        Duration referenceCheckTimeout() {
            return commandLifetime.plus(checkMargin);
        }

        /** How long the effect of an upload may still come after its command was issued. */
        Duration stagingBound() {
            return commandLifetime.plus(stagingMargin);
        }
    }
}
