package io.slackwater.executor.update;

/** What part of an operating system a portion is. */
public enum PortionKind {
    UNKNOWN,
    KERNEL,
    INITRD,
    FIRMWARE,
    BASE_IMAGE,
    LAYER,
    PACKAGES;

    /** Whether this service knows how to move a portion of this kind. */
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
