package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.hypervisor.xml.SlotKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Replaces a definition: reads it again, compares, defines with validation and reads back, in immediate succession, since libvirt
 * has no compare-and-swap.
 */
final class Redefinition {

    private final LibvirtLibrary library;
    private final Pointer connection;
    private final LibvirtDomains domains;

    Redefinition(LibvirtLibrary library, Pointer connection, LibvirtDomains domains) {
        this.library = library;
        this.connection = connection;
        this.domains = domains;
    }

    /** What a redefinition is about: what each slot refers to, in which format. */
    private record Reference(
            String slot, SlotKind kind, Optional<String> path, Optional<PoolVolume> poolVolume, String format) {
        static List<Reference> of(DomainXml definition) {
            return definition.slots().stream().map(Reference::of).toList();
        }

        private static Reference of(Slot slot) {
            return new Reference(slot.slot(), slot.kind(), slot.path(), slot.poolVolume(), slot.format());
        }
    }

    /**
     * Replaces the definition of a domain, and returns it as libvirt keeps it.
     *
     * @param caller is asked right before the definition, since reading may have taken long
     */
    DomainXml apply(Pointer domain, String expected, String replacement, BoundedCalls.Caller caller)
            throws HypervisorException {
        DomainXml wanted = parse(replacement, "The definition was refused");
        if (!domains.isPersistent(domain)) {
            throw new HypervisorException.Rejected("The domain is transient: a definition would make it stay", null);
        }
        String current = domains.definition(domain);
        if (!current.equals(expected)) {
            throw new HypervisorException.Rejected("The definition is not the one that was read", null);
        }
        requireSameDomain(parse(current, "libvirt's definition cannot be read"), wanted);
        caller.requireWaiting();
        Pointer defined = library.checked(
                library.domains().virDomainDefineXMLFlags(connection, replacement, DomainCalls.DEFINE_VALIDATE),
                "Defining the domain");
        library.domains().virDomainFree(defined);
        DomainXml kept = parse(domains.definition(domain), "libvirt's definition cannot be read back");
        requireKept(wanted, kept);
        return kept;
    }

    private static void requireSameDomain(DomainXml current, DomainXml wanted) throws HypervisorException {
        if (!current.uuid().equals(wanted.uuid()) || !current.name().equals(wanted.name())) {
            throw new HypervisorException.Rejected(
                    "A redefinition of domain " + current.name() + " must keep its name and UUID", null);
        }
    }

    private static void requireKept(DomainXml wanted, DomainXml kept) throws HypervisorException {
        if (!Set.copyOf(Reference.of(wanted)).equals(Set.copyOf(Reference.of(kept)))
                || !wanted.metadata().equals(kept.metadata())) {
            throw new HypervisorException.Rejected(
                    "The definition that libvirt keeps refers to " + Reference.of(kept) + " and not to "
                            + Reference.of(wanted),
                    null);
        }
    }

    private static DomainXml parse(String xml, String what) throws HypervisorException {
        try {
            return DomainXml.parse(xml);
        } catch (MalformedDomainXmlException e) {
            throw new HypervisorException.Rejected(what + ": " + e.getMessage(), e);
        }
    }
}
