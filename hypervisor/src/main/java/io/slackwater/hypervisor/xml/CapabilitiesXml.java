package io.slackwater.hypervisor.xml;

import java.util.Optional;
import java.util.UUID;

/** What is read of libvirt's capabilities XML. */
public final class CapabilitiesXml {

    private CapabilitiesXml() {}

    /**
     * Returns the host's UUID, or empty where the document tells none.
     *
     * @param xml a {@code capabilities} document as libvirt writes it
     * @throws MalformedDomainXmlException if it is none, or the UUID is no UUID
     */
    public static Optional<UUID> hostUuid(String xml) throws MalformedDomainXmlException {
        Optional<String> text =
                XmlTree.parse(xml, "capabilities").descendant("host", "uuid").map(XmlElement::text);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text.get().strip()));
        } catch (IllegalArgumentException malformed) {
            throw new MalformedDomainXmlException("The host's UUID is " + text.get());
        }
    }
}
