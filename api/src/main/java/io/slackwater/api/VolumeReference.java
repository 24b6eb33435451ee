package io.slackwater.api;

/**
 * A volume as something refers to it.
 *
 * @param store the store, by its id
 * @param volume the name of the volume in the store; empty where only the path is known
 * @param path the path as the reference names it
 */
public record VolumeReference(String store, String volume, String path) {}
