package io.slackwater.hypervisor.xml;

/** What a domain uses a referred file or device for. */
public enum SlotKind {
    KERNEL,
    INITRD,
    LOADER,
    DISK
}
