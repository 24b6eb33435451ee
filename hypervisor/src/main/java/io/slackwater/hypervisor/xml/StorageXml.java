package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.BackingDetails;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import io.slackwater.hypervisor.VolumeTraits.Permissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Storage pool and volume XML, read into the port's records, and the XML of volumes to be created. */
public final class StorageXml {

    private static final int DECIMAL = 10;
    private static final int OCTAL = 8;

    /** What libvirt calls bytes. */
    private static final Set<String> BYTES = Set.of("bytes", "B");

    private StorageXml() {}

    /**
     * Reads a pool.
     *
     * @param xml a {@code pool} document as libvirt writes it
     * @param volumes its volumes, which the document does not list
     */
    public static StoragePool pool(String xml, boolean active, List<Volume> volumes)
            throws MalformedDomainXmlException {
        XmlElement pool = XmlTree.parse(xml, "pool");
        return new StoragePool(
                text(pool, "name"),
                pool.value("type").orElse(""),
                active,
                path(pool, "target").orElse(""),
                bytes(pool, "capacity"),
                bytes(pool, "available"),
                volumes,
                pool.descendant("source").stream()
                        .flatMap(source -> source.children("device"))
                        .flatMap(device -> device.value("path").stream())
                        .toList());
    }

    /** Reads a volume from a {@code volume} document as libvirt writes it. */
    public static Volume volume(String xml) throws MalformedDomainXmlException {
        XmlElement volume = XmlTree.parse(xml, "volume");
        String format = volume.descendant("target", "format")
                .flatMap(element -> element.value("type"))
                .orElse("raw");
        long capacity = bytes(volume, "capacity");
        long physical = bytes(volume, "physical");
        Optional<String> backing = path(volume, "backingStore");
        return new Volume(
                text(volume, "name"),
                path(volume, "target").orElse(""),
                format,
                capacity,
                bytes(volume, "allocation"),
                backing,
                stamp(volume, "target"),
                physical > 0 ? physical : Volume.plain(format, capacity),
                traits(volume),
                new BackingDetails(
                        volume.descendant("backingStore", "format")
                                .flatMap(element -> element.value("type"))
                                .orElse(""),
                        stamp(volume, "backingStore")));
    }

    /** Returns a path as it stands: a name may begin or end with white space. */
    private static Optional<String> path(XmlElement parent, String child) {
        return parent.descendant(child, "path").map(XmlElement::text).filter(path -> !path.isBlank());
    }

    private static VolumeTraits traits(XmlElement volume) throws MalformedDomainXmlException {
        Optional<XmlElement> target = volume.descendant("target");
        if (target.isEmpty()) {
            return VolumeTraits.DEFAULT;
        }
        Optional<XmlElement> permissions = target.get().descendant("permissions");
        return new VolumeTraits(
                permissions.isEmpty() ? Optional.empty() : permissions(permissions.get()),
                bytes(target.get(), "clusterSize"),
                target.get().descendant("encryption").isPresent());
    }

    /** Whoever asked for no owner gets it told as none. */
    private static Optional<Permissions> permissions(XmlElement permissions) throws MalformedDomainXmlException {
        if (permissions.descendant("owner").isEmpty()
                || permissions.descendant("group").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Permissions(number(permissions, "owner", DECIMAL), number(permissions, "group", DECIMAL), (int)
                        number(permissions, "mode", OCTAL)));
    }

    private static String stamp(XmlElement volume, String file) {
        return Stream.of("mtime", "ctime")
                .flatMap(time -> volume.descendant(file, "timestamps", time).stream())
                .map(time -> time.text().strip())
                .collect(Collectors.joining(" "));
    }

    /**
     * Writes the XML of a volume that content will be uploaded into byte for byte. It is always created raw: the content brings
     * its own header, which the next refresh of the pool finds. Its room is taken at once, and nobody may write to it later.
     */
    public static String uploaded(NewVolume volume) {
        return """
                <volume><name>%1$s</name><capacity unit='bytes'>%2$d</capacity><allocation unit='bytes'>%2$d</allocation>\
                <target><format type='raw'/><permissions><mode>0444</mode></permissions></target></volume>"""
                .formatted(TextEdit.escape(volume.name()), volume.capacityBytes());
    }

    /** Writes the XML of an empty qcow2 volume backed by another. */
    public static String overlay(String name, Volume backing, long capacityBytes, VolumeTraits traits) {
        return """
                <volume><name>%s</name><capacity unit='bytes'>%d</capacity><target><format type='qcow2'/>%s<compat>1.1</compat>%s</target>\
                <backingStore><path>%s</path><format type='%s'/></backingStore></volume>"""
                .formatted(
                        TextEdit.escape(name),
                        capacityBytes,
                        traits.permissions().map(StorageXml::permissions).orElse(""),
                        traits.clusterBytes() == 0
                                ? ""
                                : "<clusterSize unit='bytes'>" + traits.clusterBytes() + "</clusterSize>",
                        TextEdit.escape(backing.path()),
                        TextEdit.escape(backing.format()));
    }

    private static String permissions(Permissions permissions) {
        return "<permissions><mode>0%o</mode><owner>%d</owner><group>%d</group></permissions>"
                .formatted(permissions.mode(), permissions.owner(), permissions.group());
    }

    private static String text(XmlElement parent, String name) throws MalformedDomainXmlException {
        return parent.descendant(name)
                .map(XmlElement::text)
                .orElseThrow(() -> new MalformedDomainXmlException("The <" + parent.name + "> has no <" + name + ">"));
    }

    private static long bytes(XmlElement parent, String name) throws MalformedDomainXmlException {
        Optional<XmlElement> element = parent.descendant(name);
        if (element.isEmpty()) {
            return 0;
        }
        String unit = element.get().value("unit").orElse("bytes");
        if (!BYTES.contains(unit)) {
            throw new MalformedDomainXmlException("The <" + name + "> is in " + unit + ", not in bytes");
        }
        return number(parent, name, DECIMAL);
    }

    private static long number(XmlElement parent, String name, int radix) throws MalformedDomainXmlException {
        String text = text(parent, name).strip();
        try {
            if (text.startsWith("-")) {
                return Long.parseLong(text, radix);
            }
            // libvirt's sizes have 64 bits without a sign, and an image's header may say any.
            long number = Long.parseUnsignedLong(text, radix);
            return number < 0 ? Long.MAX_VALUE : number;
        } catch (NumberFormatException e) {
            throw new MalformedDomainXmlException("The <" + name + "> is no number: " + text, e);
        }
    }
}
