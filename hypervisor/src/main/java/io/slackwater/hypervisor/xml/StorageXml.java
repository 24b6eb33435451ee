package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Storage pool and volume XML, read into the port's records, and the XML of volumes to be created. */
public final class StorageXml {

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
                pool.descendant("target", "path")
                        .map(path -> path.text().strip())
                        .orElse(""),
                bytes(pool, "capacity"),
                bytes(pool, "available"),
                volumes);
    }

    /** Reads a volume from a {@code volume} document as libvirt writes it. */
    public static Volume volume(String xml) throws MalformedDomainXmlException {
        XmlElement volume = XmlTree.parse(xml, "volume");
        String format = volume.descendant("target", "format")
                .flatMap(element -> element.value("type"))
                .orElse("raw");
        long capacity = bytes(volume, "capacity");
        long physical = bytes(volume, "physical");
        Optional<String> backing = volume.descendant("backingStore", "path")
                .map(path -> path.text().strip())
                .filter(path -> !path.isEmpty());
        return new Volume(
                text(volume, "name"),
                volume.descendant("target", "path")
                        .map(path -> path.text().strip())
                        .orElse(""),
                format,
                capacity,
                bytes(volume, "allocation"),
                backing,
                stamp(volume),
                physical > 0 ? physical : Volume.plain(format, capacity));
    }

    private static String stamp(XmlElement volume) {
        return Stream.of("mtime", "ctime")
                .flatMap(time -> volume.descendant("target", "timestamps", time).stream())
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
    public static String overlay(String name, Volume backing, long capacityBytes) {
        return """
                <volume><name>%s</name><capacity unit='bytes'>%d</capacity><target><format type='qcow2'/><compat>1.1</compat></target>\
                <backingStore><path>%s</path><format type='%s'/></backingStore></volume>"""
                .formatted(
                        TextEdit.escape(name),
                        capacityBytes,
                        TextEdit.escape(backing.path()),
                        TextEdit.escape(backing.format()));
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
        if (!unit.equals("bytes")) {
            throw new MalformedDomainXmlException("The <" + name + "> is in " + unit + ", not in bytes");
        }
        try {
            return Long.parseLong(element.get().text().strip());
        } catch (NumberFormatException e) {
            throw new MalformedDomainXmlException(
                    "The <" + name + "> is no number: " + element.get().text(), e);
        }
    }
}
