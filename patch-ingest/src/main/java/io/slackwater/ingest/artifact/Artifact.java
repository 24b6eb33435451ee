package io.slackwater.ingest.artifact;

/**
 * An artifact in the store.
 *
 * @param sha256 64 lower-case hexadecimal digits
 * @param size in bytes
 */
public record Artifact(String sha256, long size) {}
