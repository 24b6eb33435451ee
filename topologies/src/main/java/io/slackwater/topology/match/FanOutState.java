package io.slackwater.topology.match;

/**
 * What was published last about the fan-out of a change in one partition.
 *
 * @param matched how many VMs need the change, with those that were found since
 * @param unknownVolumeVms how many VMs run from a volume that the log does not know
 * @param publishedAtMillis when it was published; 0 where it was kept before this was
 */
public record FanOutState(long matched, long unknownVolumeVms, long publishedAtMillis) {}
