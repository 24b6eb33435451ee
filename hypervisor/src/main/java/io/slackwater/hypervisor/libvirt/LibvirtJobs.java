package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.hypervisor.xml.SlotKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for the jobs of a running domain: the one of the domain as a whole, and one per disk. */
final class LibvirtJobs {

    private static final int BOUNDED = 1;
    private static final int UNBOUNDED = 2;

    /** The sizes of {@code virTypedParameter}: a name of 80 characters, a type, and a value aligned to 8 bytes. */
    private static final int PARAMETER_BYTES = 96;

    private static final int PARAMETER_TYPE = 80;
    private static final int PARAMETER_VALUE = 88;
    private static final int TYPE_INT = 1;
    private static final String OPERATION = "operation";

    private static final int BLOCK_INFO_BYTES = 32;

    /** By {@code virDomainJobOperation}. */
    private static final Map<Integer, DomainJob> OPERATIONS = Map.of(
            2, new DomainJob(DomainJob.Kind.STATE, "its memory is being saved"),
            3, new DomainJob(DomainJob.Kind.STATE, "it is being restored"),
            4, new DomainJob(DomainJob.Kind.MIGRATION, "it is migrating to this host"),
            5, new DomainJob(DomainJob.Kind.MIGRATION, "it is migrating to another host"),
            6, new DomainJob(DomainJob.Kind.STATE, "a snapshot of it is being made"),
            7, new DomainJob(DomainJob.Kind.STATE, "it goes back to a snapshot"),
            8, new DomainJob(DomainJob.Kind.STATE, "its memory is being dumped"),
            9, new DomainJob(DomainJob.Kind.BACKUP, "its disks are being backed up"),
            10, new DomainJob(DomainJob.Kind.STATE, "a snapshot of it is being deleted"));

    private static final DomainJob OTHER = new DomainJob(DomainJob.Kind.STATE, "a job of an unknown kind is under way");

    private final LibvirtLibrary library;
    private final DomainCalls calls;

    LibvirtJobs(LibvirtLibrary library) {
        this.library = library;
        this.calls = library.domains();
    }

    List<DomainJob> of(Pointer domain) throws HypervisorException {
        if (library.checked(calls.virDomainIsActive(domain), "Asking whether a domain runs") == 0) {
            return List.of();
        }
        List<DomainJob> jobs = new ArrayList<>();
        whole(domain).ifPresent(jobs::add);
        for (String disk : disks(domain)) {
            if (isUnderWay(domain, disk)) {
                jobs.add(new DomainJob(DomainJob.Kind.BLOCK, "a block job of disk " + disk + " is under way"));
            }
        }
        return jobs;
    }

    private Optional<DomainJob> whole(Pointer domain) throws HypervisorException {
        IntByReference type = new IntByReference();
        PointerByReference parameters = new PointerByReference();
        IntByReference count = new IntByReference();
        int result = calls.virDomainGetJobStats(domain, type, parameters, count, 0);
        if (result < 0 && isNone()) {
            return Optional.empty();
        }
        library.checked(result, "Asking for a domain's job");
        try {
            boolean isUnderWay = type.getValue() == BOUNDED || type.getValue() == UNBOUNDED;
            return isUnderWay
                    ? Optional.of(OPERATIONS.getOrDefault(operation(parameters.getValue(), count.getValue()), OTHER))
                    : Optional.empty();
        } finally {
            calls.virTypedParamsFree(parameters.getValue(), count.getValue());
        }
    }

    private static int operation(Pointer parameters, int count) {
        for (int index = 0; index < count; index++) {
            long at = (long) index * PARAMETER_BYTES;
            if (parameters.getString(at).equals(OPERATION) && parameters.getInt(at + PARAMETER_TYPE) == TYPE_INT) {
                return parameters.getInt(at + PARAMETER_VALUE);
            }
        }
        return 0;
    }

    private boolean isUnderWay(Pointer domain, String disk) throws HypervisorException {
        try (Memory info = new Memory(BLOCK_INFO_BYTES)) {
            int result = calls.virDomainGetBlockJobInfo(domain, disk, info, 0);
            return !(result < 0 && isNone())
                    && library.checked(result, "Asking for the block job of disk " + disk) == 1;
        }
    }

    private List<String> disks(Pointer domain) throws HypervisorException {
        String live = library.text(
                calls.virDomainGetXMLDesc(domain, DomainCalls.XML_SECURE), "Reading a domain's live definition");
        try {
            return DomainXml.parse(live).slots().stream()
                    .filter(slot -> slot.kind() == SlotKind.DISK)
                    .map(Slot::slot)
                    .toList();
        } catch (MalformedDomainXmlException malformed) {
            throw new HypervisorException.Rejected("A live definition cannot be read: " + malformed.getMessage(), null);
        }
    }

    /** Whether the driver knows no jobs, or the domain stopped in this moment. */
    private boolean isNone() {
        int code = library.lastFailure().code();
        return code == LibvirtErrors.NO_SUPPORT || code == LibvirtErrors.OPERATION_INVALID;
    }
}
