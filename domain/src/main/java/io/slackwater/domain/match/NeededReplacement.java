package io.slackwater.domain.match;

/**
 * What a change replaces in one slot of a VM.
 *
 * @param slot the slot as it is configured
 * @param from what its image holds
 */
public record NeededReplacement(SlotImage slot, VolumeContent from, String toVersion) {}
