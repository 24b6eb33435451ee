package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.HypervisorException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.libvirt.Connect;
import org.libvirt.Library;
import org.libvirt.LibvirtException;
import org.libvirt.jna.Libvirt.VirErrorCallback;

/**
 * What libvirt has once per process: its library, its event loop and the thread that runs it. The callbacks are held here for
 * as long as the process lives, since libvirt may call one after its connection was closed; a listener is found by the
 * connection's address.
 */
final class LibvirtRuntime {

    private static final System.Logger LOG = System.getLogger(LibvirtRuntime.class.getName());
    private static @Nullable LibvirtRuntime instance;

    private final LibvirtLibrary library;
    private final Map<Long, HostListener> listeners = new ConcurrentHashMap<>();
    private final VirErrorCallback silence = (data, error) -> {};
    private final DomainCalls.EventCallback domainCallback = this::domainEvent;
    private final StorageCalls.EventCallback poolCallback = this::poolEvent;
    private final ConnectionCalls.CloseCallback closeCallback = this::closed;

    private LibvirtRuntime(LibvirtLibrary library) {
        this.library = library;
    }

    /** Returns the process's runtime; the first call loads the library and starts the event loop. */
    static synchronized LibvirtRuntime get() throws HypervisorException {
        if (instance == null) {
            LibvirtRuntime runtime = new LibvirtRuntime(LibvirtLibrary.load("virt"));
            runtime.start();
            instance = runtime;
        }
        return instance;
    }

    LibvirtLibrary library() {
        return library;
    }

    DomainCalls.EventCallback domainCallback() {
        return domainCallback;
    }

    StorageCalls.EventCallback poolCallback() {
        return poolCallback;
    }

    ConnectionCalls.CloseCallback closeCallback() {
        return closeCallback;
    }

    void listen(Pointer connection, HostListener listener) {
        listeners.put(Pointer.nativeValue(connection), listener);
    }

    void forget(Pointer connection) {
        listeners.remove(Pointer.nativeValue(connection));
    }

    private void start() throws HypervisorException {
        try {
            Connect.setErrorCallback(silence);
            Library.initEventLoop();
        } catch (LibvirtException e) {
            throw new HypervisorException.Rejected("libvirt's event loop cannot be set up: " + e.getMessage(), e);
        }
        Thread thread = new Thread(LibvirtRuntime::runEventLoop, "libvirt-events");
        thread.setDaemon(true);
        thread.start();
    }

    private static void runEventLoop() {
        while (true) {
            try {
                Library.processEvent();
            } catch (LibvirtException e) {
                LOG.log(System.Logger.Level.ERROR, "libvirt's event loop failed and goes on", e);
            }
        }
    }

    private void domainEvent(Pointer connection, Pointer domain) {
        byte[] uuid = new byte[16];
        if (library.domains().virDomainGetUUID(domain, uuid) == 0) {
            ByteBuffer bytes = ByteBuffer.wrap(uuid);
            UUID id = new UUID(bytes.getLong(), bytes.getLong());
            tell(connection, listener -> listener.domainChanged(id));
        }
    }

    private void poolEvent(Pointer connection, Pointer pool) {
        String name = library.storage().virStoragePoolGetName(pool);
        if (name != null) {
            tell(connection, listener -> listener.storageChanged(name));
        }
    }

    private void closed(Pointer connection, int reason, @Nullable Pointer opaque) {
        String[] reasons = {"an error", "the end of the stream", "keepalive gave up", "the client closed it"};
        String why = reason >= 0 && reason < reasons.length ? reasons[reason] : "reason " + reason;
        tell(connection, listener -> listener.connectionLost("The connection was closed: " + why));
    }

    private void tell(Pointer connection, Consumer<HostListener> event) {
        HostListener listener = listeners.get(Pointer.nativeValue(connection));
        if (listener == null) {
            return;
        }
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A listener failed; its event is lost", e);
        }
    }
}
