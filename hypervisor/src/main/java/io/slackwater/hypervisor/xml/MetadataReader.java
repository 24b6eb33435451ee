package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.xml.SlackwaterMetadata.UpdateMark;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads what a domain's metadata says to Slackwater, and whose domain it is. */
final class MetadataReader {

    /** Managers that write the definition themselves, by the namespaces that they leave in the metadata. */
    private static final Map<String, String> MANAGERS = Map.of(
            "http://openstack.org/xmlns/libvirt/nova/", "nova",
            "http://ovirt.org/vm/", "oVirt",
            "http://kubevirt.io", "KubeVirt",
            "http://opennebula.org/xmlns/libvirt/", "OpenNebula",
            "https://linuxcontainers.org/", "Incus");

    private static final String MANAGER_LABEL = "managed-by";

    private MetadataReader() {}

    static Optional<XmlElement> vm(XmlElement domain) {
        return domain.descendant("metadata").stream()
                .flatMap(metadata -> metadata.children("vm", SlackwaterMetadata.NAMESPACE))
                .findFirst();
    }

    static SlackwaterMetadata read(XmlElement domain) throws MalformedDomainXmlException {
        Optional<XmlElement> vm = vm(domain);
        return vm.isPresent() ? readVm(vm.get()) : SlackwaterMetadata.NONE;
    }

    private static SlackwaterMetadata readVm(XmlElement vm) throws MalformedDomainXmlException {
        Map<String, String> labels = new LinkedHashMap<>();
        for (XmlElement label : own(vm, "label").toList()) {
            labels.put(required(label, "name"), label.text().strip());
        }
        Set<String> disposable = new LinkedHashSet<>();
        for (XmlElement disk : own(vm, "disposable").toList()) {
            disposable.add(required(disk, "disk"));
        }
        Optional<XmlElement> update = own(vm, "update").findFirst();
        return new SlackwaterMetadata(
                labels, disposable, update.isPresent() ? Optional.of(mark(update.get())) : Optional.empty());
    }

    private static UpdateMark mark(XmlElement update) throws MalformedDomainXmlException {
        String attempt = required(update, "attempt");
        try {
            return new UpdateMark(required(update, "id"), Integer.parseInt(attempt));
        } catch (NumberFormatException e) {
            throw new MalformedDomainXmlException(
                    "Slackwater's metadata: attempt=\"" + attempt + "\" of <update> is no number", e);
        }
    }

    /** Returns who manages the domain besides its owner: a product's metadata, CloudStack's system information, or a label. */
    static Optional<String> managedBy(XmlElement domain, SlackwaterMetadata own) {
        return Stream.of(
                        Optional.ofNullable(own.labels().get(MANAGER_LABEL)),
                        byNamespace(domain),
                        bySystemInformation(domain))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> byNamespace(XmlElement domain) {
        return domain.descendant("metadata").stream()
                .flatMap(metadata -> metadata.children.stream())
                .flatMap(child -> MANAGERS.entrySet().stream()
                        .filter(manager -> child.namespace.startsWith(manager.getKey()))
                        .map(Map.Entry::getValue))
                .findFirst();
    }

    private static Optional<String> bySystemInformation(XmlElement domain) {
        return domain.children("sysinfo")
                .flatMap(XmlElement::subtree)
                .filter(entry -> entry.is("", "entry") && entry.text().contains("CloudStack"))
                .map(entry -> "CloudStack")
                .findFirst();
    }

    private static Stream<XmlElement> own(XmlElement vm, String name) {
        return vm.children(name, SlackwaterMetadata.NAMESPACE);
    }

    private static String required(XmlElement element, String attribute) throws MalformedDomainXmlException {
        return element.value(attribute)
                .orElseThrow(() -> new MalformedDomainXmlException(
                        "Slackwater's metadata: <" + element.name + "> has no " + attribute));
    }
}
