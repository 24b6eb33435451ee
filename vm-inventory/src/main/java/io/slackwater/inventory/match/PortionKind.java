package io.slackwater.inventory.match;

/** What part of an operating system a portion is, and so which slots of a VM can refer to it. */
public enum PortionKind {
    /** Referred to by the kernel slot. */
    KERNEL,
    /** Referred to by the initrd slot. */
    INITRD,
    /** Referred to by the loader slot. */
    FIRMWARE,
    /** The nearest backing volume of a disk that the guest writes to. */
    BASE_IMAGE,
    /** A disk that the guest cannot write to. */
    LAYER,
    /** Changed inside the guest: no slot refers to it. */
    PACKAGES
}
