package io.slackwater.domain.match;

/**
 * A volume as a definition refers to it.
 *
 * @param path the path by which the definition's host refers to it
 */
public record VolumeLocation(VolumeId id, String path) {}
