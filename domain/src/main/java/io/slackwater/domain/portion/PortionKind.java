package io.slackwater.domain.portion;

/** What part of an operating system a portion is, and so which slots of a VM can refer to it. */
public enum PortionKind {
    /** A kind that this version has no name for. */
    UNKNOWN,
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
    PACKAGES;

    /** Whether a version of it is an artifact that a volume can contain. */
    public boolean hasArtifact() {
        return switch (this) {
            case KERNEL, INITRD, FIRMWARE, BASE_IMAGE, LAYER -> true;
            case UNKNOWN, PACKAGES -> false;
        };
    }

    /** Whether update-executor knows how to move a portion of this kind. */
    public boolean isSupported() {
        return switch (this) {
            case KERNEL, INITRD, BASE_IMAGE, LAYER -> true;
            case UNKNOWN, FIRMWARE, PACKAGES -> false;
        };
    }

    /** Whether moving it swaps a disk, which snapshots and checkpoints of that disk forbid. */
    public boolean swapsDisk() {
        return switch (this) {
            case BASE_IMAGE, LAYER -> true;
            case UNKNOWN, KERNEL, INITRD, FIRMWARE, PACKAGES -> false;
        };
    }
}
