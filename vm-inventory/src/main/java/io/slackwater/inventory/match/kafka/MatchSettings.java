package io.slackwater.inventory.match.kafka;

/**
 * How the brain works.
 *
 * @param partitions how many partitions the VM-keyed topics have
 * @param rowsPerTick how many rows one tick of the timer scans at most
 */
public record MatchSettings(int partitions, int rowsPerTick, MatchMeter meter) {}
