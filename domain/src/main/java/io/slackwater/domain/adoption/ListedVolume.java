package io.slackwater.domain.adoption;

/**
 * A volume as its libvirt pool lists it.
 *
 * @param contentBytes how much can be read of it; 0 where the host does not say
 * @param isBacked whether another file backs it
 */
public record ListedVolume(String name, long contentBytes, boolean isBacked) {}
