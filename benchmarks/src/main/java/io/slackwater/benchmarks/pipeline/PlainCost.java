package io.slackwater.benchmarks.pipeline;

/**
 * What plain clients took to write and read the least that an update needs.
 *
 * @param records the records, by {@link MinimumRecord}
 * @param bytes their bytes in the log
 * @param seconds on the wall, until the last was read
 * @param cpuSeconds processor time of the clients and the broker, in seconds
 */
public record PlainCost(long records, long bytes, double seconds, double cpuSeconds) {}
