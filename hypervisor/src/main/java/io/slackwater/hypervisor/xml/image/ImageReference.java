package io.slackwater.hypervisor.xml.image;

import io.slackwater.hypervisor.xml.PoolVolume;

/** A place of a document that names something whose content a machine may read. */
public sealed interface ImageReference {

    /** Where it stands: {@code kernel}, {@code vda}, {@code QEMU's command line}, ... */
    String place();

    /** What a machine does with what a path leads to. */
    enum Role {
        /** Reads it whole before its guest runs: kernel, initrd, loader, a template of variables, ROM, ACPI table. */
        FIRMWARE,
        /** Keeps the variables of its firmware in it. */
        VARIABLES,
        /** Lets its guest read it. */
        READ_ONLY,
        /** Lets its guest write to it, or nobody can tell. */
        OTHER
    }

    /**
     * By a path on the host.
     *
     * @param path as it stands there; not absolute where it counts from a directory that nobody tells
     * @param format the format that the document says it has, {@code raw} where libvirt takes it for that; empty where nobody says
     */
    record ToPath(String place, String path, String format, Role role) implements ImageReference {}

    /** By pool and name. */
    record ToVolume(String place, PoolVolume volume) implements ImageReference {}

    /**
     * By a protocol, from whoever serves it.
     *
     * @param protocol {@code nbd}, {@code rbd}, {@code vhostuser}, ...
     */
    record ToExport(String place, String protocol) implements ImageReference {}
}
