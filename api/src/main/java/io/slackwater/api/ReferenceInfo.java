package io.slackwater.api;

/**
 * What of a VM refers to a volume besides its slots.
 *
 * @param holder SNAPSHOT, MANAGED_SAVE, CHECKPOINT or DEFINITION
 * @param name the name of the snapshot or checkpoint; empty otherwise
 */
public record ReferenceInfo(String holder, String name, VolumeReference volume) {}
