package io.slackwater.inventory.match;

/**
 * Which portion version a volume holds.
 *
 * @param portion the portion's name, operating system first: debian-12/kernel
 */
public record Holding(String portion, PortionKind kind, String version) {}
