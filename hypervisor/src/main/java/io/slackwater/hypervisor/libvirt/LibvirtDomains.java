package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.Domain.Checkpoint;
import io.slackwater.hypervisor.Domain.Snapshot;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the domains of one connection. Its callers keep the connection open. */
final class LibvirtDomains {

    /** How often a domain is read before it counts as one that cannot be read. */
    private static final int READS = 12;

    private final LibvirtLibrary library;
    private final DomainCalls calls;
    private final Pointer connection;

    LibvirtDomains(LibvirtLibrary library, Pointer connection) {
        this.library = library;
        this.calls = library.domains();
        this.connection = connection;
    }

    /**
     * Returns a domain, or empty where libvirt knows none of that UUID. Whatever else goes wrong, the domain is there: it is read again,
     * for a snapshot, checkpoint or managed save may have gone between its listing and its reading.
     */
    Optional<Domain> find(UUID id) throws HypervisorException {
        String why = "";
        for (int read = 0; read < READS; read++) {
            try {
                return Optional.of(with(id, this::read));
            } catch (HypervisorException failure) {
                if (!isThere(id)) {
                    return Optional.empty();
                }
                why = String.valueOf(failure.getMessage());
            }
        }
        return unread(id, why);
    }

    /** Whether there is such a domain; whoever cannot tell throws. */
    private boolean isThere(UUID id) throws HypervisorException {
        try {
            return with(id, domain -> true);
        } catch (HypervisorException.NotFound gone) {
            return false;
        }
    }

    private Optional<Domain> unread(UUID id, String why) throws HypervisorException {
        try {
            String name = with(id, domain -> String.valueOf(calls.virDomainGetName(domain)));
            return Optional.of(Domain.unread(id, name, why));
        } catch (HypervisorException.NotFound gone) {
            return Optional.empty();
        }
    }

    /** Returns the UUID and the name of each domain. */
    Map<UUID, String> names() throws HypervisorException {
        PointerByReference found = new PointerByReference();
        int count = library.checked(calls.virConnectListAllDomains(connection, found, 0), "Listing the domains");
        Map<UUID, String> names = new LinkedHashMap<>();
        Handles.each(found, count, calls::virDomainFree, domain -> {
            names.put(id(domain), String.valueOf(calls.virDomainGetName(domain)));
            return Optional.empty();
        });
        return names;
    }

    private UUID id(Pointer domain) throws HypervisorException {
        byte[] uuid = new byte[16];
        library.checked(calls.virDomainGetUUID(domain, uuid), "Reading a domain's UUID");
        ByteBuffer bytes = ByteBuffer.wrap(uuid);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** Does something with a domain. */
    <T> T with(UUID id, Handles.Action<T> action) throws HypervisorException {
        byte[] uuid = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        Pointer domain = library.checked(calls.virDomainLookupByUUID(connection, uuid), "Looking up domain " + id);
        try {
            return action.apply(domain);
        } finally {
            calls.virDomainFree(domain);
        }
    }

    /** Returns the definition of the next start, with its secrets. */
    String definition(Pointer domain) throws HypervisorException {
        int flags = DomainCalls.XML_INACTIVE | DomainCalls.XML_SECURE;
        return library.text(calls.virDomainGetXMLDesc(domain, flags), "Reading a domain's definition");
    }

    boolean isPersistent(Pointer domain) throws HypervisorException {
        return library.checked(calls.virDomainIsPersistent(domain), "Asking whether a domain is persistent") == 1;
    }

    private Domain read(Pointer domain) throws HypervisorException {
        IntByReference state = new IntByReference();
        IntByReference reason = new IntByReference();
        library.checked(calls.virDomainGetState(domain, state, reason, 0), "Reading a domain's state");
        RunState runState = DomainStates.state(state.getValue());
        String definition = definition(domain);
        return new Domain(
                id(domain),
                String.valueOf(calls.virDomainGetName(domain)),
                runState,
                DomainStates.reason(runState, reason.getValue()),
                isPersistent(domain),
                definition,
                liveDefinition(domain),
                managedSaveDefinition(domain, definition),
                snapshots(domain),
                checkpoints(domain));
    }

    private Optional<String> liveDefinition(Pointer domain) throws HypervisorException {
        if (library.checked(calls.virDomainIsActive(domain), "Asking whether a domain runs") == 0) {
            return Optional.empty();
        }
        return Optional.of(library.text(
                calls.virDomainGetXMLDesc(domain, DomainCalls.XML_SECURE), "Reading a domain's live definition"));
    }

    /** Returns what a managed save holds; the definition itself where a driver saves nothing but pretends to, as the test driver. */
    private Optional<String> managedSaveDefinition(Pointer domain, String definition) throws HypervisorException {
        int saved = calls.virDomainHasManagedSaveImage(domain, 0);
        if (saved < 0 && unsupported()) {
            return Optional.empty();
        }
        if (library.checked(saved, "Asking for a managed save") == 0) {
            return Optional.empty();
        }
        Pointer xml = calls.virDomainManagedSaveGetXMLDesc(domain, DomainCalls.SAVE_IMAGE_XML_SECURE);
        return xml == null && unsupported()
                ? Optional.of(definition)
                : Optional.of(library.text(xml, "Reading the definition in a managed save"));
    }

    private List<Snapshot> snapshots(Pointer domain) throws HypervisorException {
        PointerByReference found = new PointerByReference();
        int count = calls.virDomainListAllSnapshots(domain, found, 0);
        if (count < 0 && unsupported()) {
            return List.of();
        }
        return Handles.each(
                found,
                library.checked(count, "Listing a domain's snapshots"),
                calls::virDomainSnapshotFree,
                snapshot -> Optional.of(new Snapshot(
                        String.valueOf(calls.virDomainSnapshotGetName(snapshot)),
                        library.text(
                                calls.virDomainSnapshotGetXMLDesc(snapshot, DomainCalls.SNAPSHOT_XML_SECURE),
                                "Reading a snapshot"))));
    }

    private List<Checkpoint> checkpoints(Pointer domain) throws HypervisorException {
        PointerByReference found = new PointerByReference();
        int count = calls.virDomainListAllCheckpoints(domain, found, 0);
        if (count < 0 && unsupported()) {
            return List.of();
        }
        return Handles.each(
                found,
                library.checked(count, "Listing a domain's checkpoints"),
                calls::virDomainCheckpointFree,
                checkpoint -> Optional.of(new Checkpoint(
                        String.valueOf(calls.virDomainCheckpointGetName(checkpoint)),
                        library.text(
                                calls.virDomainCheckpointGetXMLDesc(checkpoint, DomainCalls.CHECKPOINT_XML_SECURE),
                                "Reading a checkpoint"))));
    }

    private boolean unsupported() {
        return library.lastFailure().code() == LibvirtErrors.NO_SUPPORT;
    }
}
