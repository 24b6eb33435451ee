package io.slackwater.hypervisor.xml.image;

import io.slackwater.hypervisor.xml.PoolVolume;

/** A place of a document that names something whose content a machine may read. */
public sealed interface ImageReference {

    /** Where it stands: {@code kernel}, {@code vda}, {@code QEMU's command line}, ... */
    String place();

    /** Returns what the visitor has for its kind. */
    <R> R accept(Visitor<R> visitor);

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
    record ToPath(String place, String path, String format, Role role) implements ImageReference {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toPath(this);
        }
    }

    /** By pool and name. */
    record ToVolume(String place, PoolVolume volume) implements ImageReference {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toVolume(this);
        }
    }

    /**
     * By a protocol, from whoever serves it.
     *
     * @param protocol {@code nbd}, {@code rbd}, {@code vhostuser}, ...
     */
    record ToExport(String place, String protocol) implements ImageReference {

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.toExport(this);
        }
    }

    /** Does something by each kind. */
    interface Visitor<R> {

        R toPath(ToPath path);

        R toVolume(ToVolume volume);

        R toExport(ToExport export);
    }
}
