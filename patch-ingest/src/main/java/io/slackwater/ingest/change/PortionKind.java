package io.slackwater.ingest.change;

/** Which part of an operating system a portion with an artifact is. */
public enum PortionKind {
    KERNEL,
    INITRD,
    FIRMWARE,
    BASE_IMAGE,
    LAYER
}
