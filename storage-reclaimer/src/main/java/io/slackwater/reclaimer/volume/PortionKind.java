package io.slackwater.reclaimer.volume;

/** What part of an operating system a portion is. */
public enum PortionKind {
    UNKNOWN,
    KERNEL,
    INITRD,
    FIRMWARE,
    BASE_IMAGE,
    LAYER,
    PACKAGES
}
