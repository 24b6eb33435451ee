package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.HypervisorException;
import java.util.ArrayList;
import java.util.List;

/** What one connection is registered for with libvirt. */
final class EventRegistrations {

    private static final System.Logger LOG = System.getLogger(EventRegistrations.class.getName());
    private static final int[] DOMAIN_EVENTS = {
        DomainCalls.EVENT_LIFECYCLE,
        DomainCalls.EVENT_BLOCK_JOB,
        DomainCalls.EVENT_DEVICE_REMOVED,
        DomainCalls.EVENT_AGENT_LIFECYCLE,
        DomainCalls.EVENT_DEVICE_ADDED,
        DomainCalls.EVENT_METADATA_CHANGE
    };

    private final LibvirtRuntime runtime;
    private final LibvirtLibrary library;
    private final Pointer connection;
    private final List<Integer> domainEvents = new ArrayList<>();
    private final List<Integer> poolEvents = new ArrayList<>();

    EventRegistrations(LibvirtRuntime runtime, Pointer connection) {
        this.runtime = runtime;
        this.library = runtime.library();
        this.connection = connection;
    }

    /** Registers for all events that the host's driver has; it must have those of a domain's life. */
    synchronized void register(HostListener listener) throws HypervisorException {
        runtime.listen(connection, listener);
        for (int event : DOMAIN_EVENTS) {
            int registration = library.domains()
                    .virConnectDomainEventRegisterAny(connection, null, event, runtime.domainCallback(), null, null);
            note(registration, event == DomainCalls.EVENT_LIFECYCLE, domainEvents);
        }
        int pools = library.storage()
                .virConnectStoragePoolEventRegisterAny(
                        connection, null, StorageCalls.EVENT_LIFECYCLE, runtime.poolCallback(), null, null);
        note(pools, false, poolEvents);
        int close =
                library.connections().virConnectRegisterCloseCallback(connection, runtime.closeCallback(), null, null);
        if (close < 0 && !unsupported()) {
            throw LibvirtErrors.classify("Registering for the connection's end", library.lastFailure());
        }
    }

    /**
     * Takes every registration back, without which closing would leak the connection. On a broken connection libvirt reports
     * failures, and takes them back all the same.
     */
    synchronized void release() {
        runtime.forget(connection);
        int failed = 0;
        for (int registration : domainEvents) {
            failed += library.domains().virConnectDomainEventDeregisterAny(connection, registration) < 0 ? 1 : 0;
        }
        for (int registration : poolEvents) {
            failed += library.storage().virConnectStoragePoolEventDeregisterAny(connection, registration) < 0 ? 1 : 0;
        }
        library.connections().virConnectUnregisterCloseCallback(connection, runtime.closeCallback());
        if (failed > 0) {
            LOG.log(System.Logger.Level.DEBUG, "{0} registrations were taken back on a broken connection", failed);
        }
    }

    private void note(int registration, boolean required, List<Integer> registrations) throws HypervisorException {
        if (registration >= 0) {
            registrations.add(registration);
        } else if (required || !unsupported()) {
            throw LibvirtErrors.classify("Registering for events", library.lastFailure());
        }
    }

    private boolean unsupported() {
        return library.lastFailure().code() == LibvirtErrors.NO_SUPPORT;
    }
}
