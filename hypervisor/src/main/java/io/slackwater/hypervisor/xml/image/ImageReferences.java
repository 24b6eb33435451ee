package io.slackwater.hypervisor.xml.image;

import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.Mentions;
import io.slackwater.hypervisor.xml.XmlElement;
import io.slackwater.hypervisor.xml.XmlTree;
import java.util.List;

/**
 * All that a document of libvirt names whose content a machine may read: a domain's, or a snapshot's or checkpoint's with the
 * definitions in it. What a machine writes alone (logs, consoles, sockets) is left out.
 */
public final class ImageReferences {

    private final XmlElement root;
    private final List<ImageReference> all;

    private ImageReferences(XmlElement root) {
        this.root = root;
        this.all = List.copyOf(new ImageReferenceReader().read(root));
    }

    /**
     * Reads a {@code domain} document.
     *
     * @throws MalformedDomainXmlException if it is not well-formed, has a DOCTYPE, or is none
     */
    public static ImageReferences ofDomain(String xml) throws MalformedDomainXmlException {
        return new ImageReferences(XmlTree.parse(xml, "domain"));
    }

    /** As {@link #ofDomain}, for a {@code domainsnapshot} document. */
    public static ImageReferences ofSnapshot(String xml) throws MalformedDomainXmlException {
        return new ImageReferences(XmlTree.parse(xml, "domainsnapshot"));
    }

    /** As {@link #ofDomain}, for a {@code domaincheckpoint} document. */
    public static ImageReferences ofCheckpoint(String xml) throws MalformedDomainXmlException {
        return new ImageReferences(XmlTree.parse(xml, "domaincheckpoint"));
    }

    /** Returns every reference, in document order. */
    public List<ImageReference> all() {
        return all;
    }

    /** Whether any value of the document names that path, wherever it stands; where in doubt it says yes. */
    public boolean mentions(String path) {
        return Mentions.of(root, path);
    }
}
