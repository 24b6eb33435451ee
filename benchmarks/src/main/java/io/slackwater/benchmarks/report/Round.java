package io.slackwater.benchmarks.report;

/**
 * One comparison.
 *
 * @param warmUp whether it does not count, for it was the first
 * @param seconds how long Slackwater took
 * @param plainSeconds how long plain clients took for the same records right after it
 * @param ratio the first over the second
 */
public record Round(boolean warmUp, double seconds, double plainSeconds, double ratio) {

    /** A round whose times were measured in nanoseconds. */
    public static Round ofNanos(boolean warmUp, long nanos, long plainNanos) {
        return new Round(warmUp, nanos / 1e9, plainNanos / 1e9, (double) nanos / plainNanos);
    }
}
