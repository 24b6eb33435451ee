package io.slackwater.domain.volume;

/**
 * Names a volume.
 *
 * @param store the store's id
 * @param volume the volume's name in its store
 */
public record VolumeId(String store, String volume) {}
