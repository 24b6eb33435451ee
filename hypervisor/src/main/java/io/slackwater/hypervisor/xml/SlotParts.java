package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.xml.XmlElement.Attribute;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a disk says besides where its image is: what belongs to the slot stays, what libvirt says anew is dropped, and everything else
 * forbids an edit. The source is libvirt's {@code domaincommon.rng} and its page on disks; what a later libvirt adds is unknown here,
 * and so forbids an edit.
 */
final class SlotParts {

    /** How the guest and the host see the disk, whatever image is in it. */
    private static final Set<String> OF_DISK = Set.of(
            "acpi",
            "address",
            "alias",
            "backenddomain",
            "blockio",
            "boot",
            "driver",
            "geometry",
            "iotune",
            "product",
            "readonly",
            "serial",
            "shareable",
            "source",
            "target",
            "throttlefilters",
            "transient",
            "vendor",
            "wwn");

    /** Who may open the image; the new one is opened by the same. */
    private static final Set<String> OF_SOURCE = Set.of("seclabel");

    /** The image itself, and what the host does where it is missing. */
    private static final Set<String> ATTRIBUTES =
            Set.of("dev", "dir", "file", "mode", "pool", "startupPolicy", "volume");

    /** libvirt writes them for the image that it has open, and needs none of them. */
    private static final Set<String> SAID_ANEW = Set.of("backingStore", "index", "privateData");

    private SlotParts() {}

    /**
     * Returns what in a disk describes the image that it has now, or is not known: a new image would be read by it, at another place or
     * with another key or data file.
     *
     * @return {@code <slices>} for an element, {@code fdgroup} for an attribute of the source
     */
    static List<String> obstacles(XmlElement disk) {
        Stream<String> ofDisk =
                disk.children.stream().filter(child -> !isKnown(child, OF_DISK)).map(child -> "<" + child.name + ">");
        Stream<String> ofSource = disk.children("source")
                .flatMap(source -> Stream.concat(
                        source.children.stream()
                                .filter(child -> !isKnown(child, OF_SOURCE))
                                .map(child -> "<" + child.name + "> in <source>"),
                        source.attributes.stream()
                                .filter(attribute -> attribute.namespace().isEmpty())
                                .map(Attribute::name)
                                .filter(name -> !ATTRIBUTES.contains(name) && !SAID_ANEW.contains(name))
                                .map(name -> name + "= in <source>")));
        return Stream.concat(ofDisk, ofSource).distinct().toList();
    }

    /** Returns the elements of a disk and its source that go with its old image. */
    static List<XmlElement> stale(XmlElement disk) {
        return Stream.concat(
                        disk.children.stream(), disk.children("source").flatMap(source -> source.children.stream()))
                .filter(child -> child.namespace.isEmpty() && SAID_ANEW.contains(child.name))
                .toList();
    }

    /** Returns the attributes of a source that go with its old image. */
    static List<Attribute> staleAttributes(XmlElement source) {
        return source.attributes.stream()
                .filter(attribute -> attribute.namespace().isEmpty() && SAID_ANEW.contains(attribute.name()))
                .toList();
    }

    /** What is in another namespace is not libvirt's, and means nothing to it. */
    private static boolean isKnown(XmlElement child, Set<String> kept) {
        return !child.namespace.isEmpty() || kept.contains(child.name) || SAID_ANEW.contains(child.name);
    }
}
