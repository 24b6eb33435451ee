package io.slackwater.reclaimer.volume;

/**
 * A version of a portion.
 *
 * @param portion the portion's name, operating system first: {@code debian-12/kernel}
 */
public record PortionVersion(String portion, String version, PortionKind kind) {}
