package io.slackwater.planning.fleet;

/**
 * A portion version that a change brings.
 *
 * @param size of its artifact, in bytes
 * @param volume the name under which it is staged in every store
 */
public record Part(String portion, String version, long size, String volume) {}
