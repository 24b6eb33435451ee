package io.slackwater.reclaimer.volume;

/**
 * A volume in a store.
 *
 * @param store the store's id
 * @param name the volume's name in its store
 * @param path the path by which a host on the store refers to it; empty until it is known
 */
public record VolumeRef(String store, String name, String path) {}
