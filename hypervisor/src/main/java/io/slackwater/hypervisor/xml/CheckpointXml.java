package io.slackwater.hypervisor.xml;

import java.util.List;

/** A domain's checkpoint: its {@code domaincheckpoint} document with the definition that the domain had when it was made. */
public final class CheckpointXml {

    private final XmlElement checkpoint;

    private CheckpointXml(XmlElement checkpoint) {
        this.checkpoint = checkpoint;
    }

    /**
     * Reads a checkpoint.
     *
     * @param xml a {@code domaincheckpoint} document as libvirt writes it
     * @throws MalformedDomainXmlException if it is not well-formed, has a DOCTYPE, or is no checkpoint
     */
    public static CheckpointXml parse(String xml) throws MalformedDomainXmlException {
        return new CheckpointXml(XmlTree.parse(xml, "domaincheckpoint"));
    }

    /** Returns the slots of the definition that it holds. */
    public List<Slot> slots() {
        return checkpoint
                .children("domain")
                .flatMap(domain -> SlotReader.read(domain).values().stream())
                .map(SlotReader.Located::slot)
                .toList();
    }
}
