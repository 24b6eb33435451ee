package io.slackwater.benchmarks.clock;

/**
 * What something took.
 *
 * @param seconds on the wall
 * @param cpuSeconds on all processors, by this process and the broker together
 */
public record Cost(double seconds, double cpuSeconds) {}
