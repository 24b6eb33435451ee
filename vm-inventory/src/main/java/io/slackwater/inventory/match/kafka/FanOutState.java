package io.slackwater.inventory.match.kafka;

/**
 * What was published last about the fan-out of a change in one partition.
 *
 * @param matched how many VMs need the change, with those that were found since
 * @param unknownVolumeVms how many VMs run from a volume that the log does not know
 */
record FanOutState(long matched, long unknownVolumeVms) {}
