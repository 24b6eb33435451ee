package io.slackwater.hypervisor.xml;

import java.util.List;
import java.util.stream.Stream;

/**
 * A domain's snapshot: its {@code domainsnapshot} document with the definitions it would put back.
 */
public final class SnapshotXml {

    private final XmlElement snapshot;
    private final String name;

    private SnapshotXml(XmlElement snapshot, String name) {
        this.snapshot = snapshot;
        this.name = name;
    }

    /**
     * Reads a snapshot.
     *
     * @param xml a {@code domainsnapshot} document as libvirt writes it
     * @throws MalformedDomainXmlException if it is not well-formed, has a DOCTYPE, is no snapshot, or has no name
     */
    public static SnapshotXml parse(String xml) throws MalformedDomainXmlException {
        XmlElement snapshot = XmlTree.parse(xml, "domainsnapshot");
        String name = snapshot.descendant("name")
                .map(element -> element.text().strip())
                .orElse("");
        if (name.isEmpty()) {
            throw new MalformedDomainXmlException("The snapshot has no <name>");
        }
        return new SnapshotXml(snapshot, name);
    }

    public String name() {
        return name;
    }

    /** Returns the slots of the definitions that it holds, {@code domain} first, then {@code inactiveDomain}. */
    public List<Slot> slots() {
        return Stream.of("domain", "inactiveDomain")
                .flatMap(snapshot::children)
                .flatMap(domain -> SlotReader.read(domain).values().stream())
                .map(SlotReader.Located::slot)
                .toList();
    }

    /** Whether any value of the document names that path; where in doubt it says yes. */
    public boolean mentions(String path) {
        return Mentions.of(snapshot, path);
    }
}
