package io.slackwater.hypervisor.xml;

/** A place of a document that names something whose content a machine may read. */
public sealed interface ImageReference {

    /** Where it stands: {@code kernel}, {@code vda}, {@code QEMU's command line}, ... */
    String place();

    /**
     * By a path on the host.
     *
     * @param format the format that the document says it has; {@code raw} where it says nothing
     */
    record ToPath(String place, String path, String format) implements ImageReference {}

    /** By pool and name. */
    record ToVolume(String place, PoolVolume volume) implements ImageReference {}

    /**
     * By a protocol, from whoever serves it.
     *
     * @param protocol {@code nbd}, {@code rbd}, {@code vhostuser}, ...
     */
    record ToExport(String place, String protocol) implements ImageReference {}
}
