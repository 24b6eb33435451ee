package io.slackwater.hypervisor.xml;

import io.slackwater.hypervisor.xml.SlackwaterMetadata.UpdateMark;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A domain's definition. It is immutable; an edit gives another one, whose text differs in the edited reference alone.
 */
public final class DomainXml {

    private static final String AGENT_CHANNEL = "org.qemu.guest_agent.0";

    private final String text;
    private final XmlElement domain;
    private final String name;
    private final String uuid;
    private final SlackwaterMetadata metadata;
    private final Map<String, SlotReader.Located> slots;

    DomainXml(String text, XmlElement domain) throws MalformedDomainXmlException {
        this.text = text;
        this.domain = domain;
        this.name = required("name");
        this.uuid = uuid(required("uuid"));
        this.metadata = MetadataReader.read(domain);
        this.slots = SlotReader.read(domain);
    }

    /**
     * Reads a definition.
     *
     * @param xml a {@code domain} document as libvirt writes and takes it
     * @throws MalformedDomainXmlException if it is not well-formed, has a DOCTYPE, is no domain, or has no name or UUID
     */
    public static DomainXml parse(String xml) throws MalformedDomainXmlException {
        return new DomainXml(xml, XmlTree.parse(xml, "domain"));
    }

    /** Returns the whole document. */
    public String text() {
        return text;
    }

    /** Returns the UUID in its canonical form: lower case, with hyphens. */
    public String uuid() {
        return uuid;
    }

    public String name() {
        return name;
    }

    /** Returns kernel, initrd, loader and every disk, in this order; empty drives too, files that are not set not. */
    public List<Slot> slots() {
        return slots.values().stream().map(SlotReader.Located::slot).toList();
    }

    /** Returns the slot of that name, or empty where the domain has none. */
    public Optional<Slot> slot(String slot) {
        return Optional.ofNullable(slots.get(slot)).map(SlotReader.Located::slot);
    }

    /**
     * Whether the slot of that name is a disk whose changes are dropped when the machine stops. libvirt starts it on an overlay of its
     * own, so that the running machine names the image of the definition only further down its backing chain.
     */
    public boolean isTransientDisk(String slot) {
        SlotReader.Located located = slots.get(slot);
        return located != null && located.element().descendant("transient").isPresent();
    }

    public SlackwaterMetadata metadata() {
        return metadata;
    }

    /**
     * Returns the manager that writes this definition besides its owner ({@code nova}, {@code oVirt}, {@code KubeVirt},
     * {@code OpenNebula}, {@code CloudStack}, {@code Incus}, or what the label {@code managed-by} says); empty where nothing shows one.
     */
    public Optional<String> managedBy() {
        return MetadataReader.managedBy(domain, metadata);
    }

    /** Whether it has the channel of the QEMU guest agent; that an agent answers there is another matter. */
    public boolean hasAgentChannel() {
        return domain.descendant("devices").stream()
                .flatMap(devices -> devices.children("channel"))
                .flatMap(channel -> channel.children("target"))
                .anyMatch(target ->
                        target.value("name").filter(AGENT_CHANNEL::equals).isPresent());
    }

    /**
     * Whether any value of the document names that path, in a slot or anywhere else (a QEMU command line, an NVRAM template, a mirror).
     * For the proof that nothing refers to a file: where in doubt it says yes.
     */
    public boolean mentions(String path) {
        return Mentions.of(domain, path);
    }

    /**
     * Returns what in a slot belongs to the image that it has now, or is not known, so that no other can be put there: {@code <slices>
     * in <source>}, {@code fdgroup= in <source>}. Empty where it can be edited, and where the domain has no such slot.
     */
    public List<String> obstacles(String slot) {
        return Optional.ofNullable(slots.get(slot))
                .filter(located -> located.slot().kind() == SlotKind.DISK)
                .map(located -> SlotParts.obstacles(located.element()))
                .orElse(List.of());
    }

    /**
     * Makes a slot refer to another path. A disk loses what libvirt said of the old image, such as {@code <backingStore>}; a disk that
     * refers by pool and volume becomes one of type file ({@link #withVolume} keeps it what it is).
     *
     * @throws IllegalArgumentException if there is no such slot, it refers to no file or device, or has {@link #obstacles}
     */
    public DomainXml withPath(String slot, String newPath) {
        return reread(new SlotEdit(text).path(located(slot), newPath));
    }

    /**
     * Makes a disk that refers to a volume by pool and name refer to another one.
     *
     * @throws IllegalArgumentException if there is no such slot, it refers otherwise, or has {@link #obstacles}
     */
    public DomainXml withVolume(String slot, PoolVolume newVolume) {
        return reread(new SlotEdit(text).volume(located(slot), newVolume));
    }

    /**
     * Makes a slot say another image format.
     *
     * @throws IllegalArgumentException if there is no such slot, or a disk has no driver element
     */
    public DomainXml withFormat(String slot, String newFormat) {
        return reread(new SlotEdit(text).format(located(slot), newFormat));
    }

    /**
     * Writes the update that makes this definition into its metadata, in place of an earlier one.
     *
     * @param attempt the update's attempt, from 1
     */
    public DomainXml withUpdate(String updateId, int attempt) {
        return reread(new MetadataEdit(text, new UpdateMark(updateId, attempt)).apply(domain));
    }

    private SlotReader.Located located(String slot) {
        SlotReader.Located located = slots.get(slot);
        if (located == null) {
            throw new IllegalArgumentException("Domain " + name + " has no slot " + slot);
        }
        return located;
    }

    private static DomainXml reread(String edited) {
        try {
            return parse(edited);
        } catch (MalformedDomainXmlException e) {
            throw new IllegalStateException("An edit broke the definition", e);
        }
    }

    private String required(String element) throws MalformedDomainXmlException {
        return domain.descendant(element)
                .map(found -> found.text().strip())
                .filter(value -> !value.isEmpty())
                .orElseThrow(() -> new MalformedDomainXmlException("The domain has no <" + element + ">"));
    }

    private static String uuid(String value) throws MalformedDomainXmlException {
        String digits = value.replace("-", "");
        if (!digits.matches("[0-9a-fA-F]{32}")) {
            throw new MalformedDomainXmlException("The domain's <uuid> is no UUID: " + value);
        }
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16))
                .toString();
    }
}
