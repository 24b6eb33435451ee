package io.slackwater.hypervisor.libvirt;

import com.sun.jna.Pointer;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.TransferListener;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import io.slackwater.hypervisor.libvirt.LibvirtHypervisors.NativeConnect;
import io.slackwater.hypervisor.xml.CapabilitiesXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.libvirt.LibvirtException;

/** A connection through libvirt. */
final class LibvirtConnection implements HostConnection {

    private static final System.Logger LOG = System.getLogger(LibvirtConnection.class.getName());

    /** How often the pools are listed again since one that was listed went. */
    private static final int LISTINGS = 5;

    private final LibvirtLibrary library;
    private final NativeConnect connect;
    private final Pointer pointer;
    private final ConnectionGuard guard;
    private final EventRegistrations events;
    private final BoundedDomainCalls calls;
    private final DomainOperations domains;
    private final LibvirtStorage storage;
    private final BoundedStorageCalls questions;
    private final BoundedStorageCalls headers;
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean lost;

    LibvirtConnection(
            LibvirtRuntime runtime,
            NativeConnect connect,
            String uri,
            BoundedDomainCalls calls,
            BoundedStorageCalls questions,
            BoundedStorageCalls headers) {
        this.library = runtime.library();
        this.connect = connect;
        this.pointer = connect.pointer();
        this.guard = new ConnectionGuard(uri, this::release);
        this.events = new EventRegistrations(runtime, pointer);
        this.calls = calls;
        this.domains = new DomainOperations(library, pointer, guard, calls);
        this.storage = new LibvirtStorage(library, pointer);
        this.questions = questions;
        this.headers = headers;
    }

    @Override
    public void watch(HostListener listener) throws HypervisorException {
        if (!watched.compareAndSet(false, true)) {
            throw new IllegalStateException("This connection is watched already");
        }
        calls.aboutHost(
                "register for its events",
                caller -> guard.during(() -> {
                    events.register(new LossNoticing(listener));
                    return true;
                }));
    }

    @Override
    public Optional<UUID> hostUuid() throws HypervisorException {
        String what = "Reading the host's capabilities";
        String capabilities = calls.aboutHost(
                "read its capabilities",
                caller -> guard.during(
                        () -> library.text(library.connections().virConnectGetCapabilities(pointer), what)));
        try {
            return CapabilitiesXml.hostUuid(capabilities);
        } catch (MalformedDomainXmlException malformed) {
            throw new HypervisorException.Rejected(what + ": " + malformed.getMessage(), malformed);
        }
    }

    @Override
    public List<Domain> domains() throws HypervisorException {
        return domains.all();
    }

    @Override
    public Optional<Domain> domain(UUID id) throws HypervisorException {
        return domains.find(id);
    }

    @Override
    public List<DomainJob> jobs(UUID id) throws HypervisorException {
        return domains.jobs(id);
    }

    @Override
    public List<StoragePool> pools() throws HypervisorException {
        Map<String, StoragePool> pools = new LinkedHashMap<>();
        boolean isComplete = false;
        // Where one went that was listed, its volumes may be another's by now.
        for (int listing = 0; listing < LISTINGS && !isComplete; listing++) {
            isComplete = true;
            for (String name : ask(storage::poolNames)) {
                if (!pools.containsKey(name)) {
                    Optional<StoragePool> pool = pool(name);
                    pool.ifPresent(read -> pools.put(name, read));
                    isComplete &= pool.isPresent();
                }
            }
        }
        return List.copyOf(pools.values());
    }

    @Override
    public Optional<StoragePool> pool(String name) throws HypervisorException {
        return ask(() -> storage.pool(name));
    }

    @Override
    public Optional<Volume> volume(String pool, String name) throws HypervisorException {
        return ask(() -> storage.volume(pool, name));
    }

    @Override
    public void redefine(UUID id, String expected, String replacement) throws HypervisorException {
        domains.redefine(id, expected, replacement);
    }

    @Override
    public void start(UUID id) throws HypervisorException {
        domains.start(id);
    }

    @Override
    public void shutdown(UUID id) throws HypervisorException {
        domains.shutdown(id);
    }

    @Override
    public void destroy(UUID id) throws HypervisorException {
        domains.destroy(id);
    }

    @Override
    public Optional<String> askAgent(UUID id, String command, Duration timeout) throws HypervisorException {
        return domains.askAgent(id, command, timeout);
    }

    @Override
    public Volume upload(String pool, NewVolume volume, InputStream content) throws HypervisorException, IOException {
        questions.requireNoneHangs();
        guard.enter();
        try {
            return storage.upload(pool, volume, content);
        } finally {
            guard.leave();
        }
    }

    @Override
    public String sha256(String pool, String volume, long length, TransferListener transferListener)
            throws HypervisorException {
        return transfer(() -> storage.sha256(pool, volume, length, transferListener));
    }

    @Override
    public byte[] beginning(String pool, String volume, int length) throws HypervisorException {
        return headers.ask(() -> guard.during(() -> storage.beginning(pool, volume, length)));
    }

    @Override
    public Volume createOverlay(String pool, String name, Volume backing, long capacityBytes, VolumeTraits traits)
            throws HypervisorException {
        return ask(() -> storage.createOverlay(pool, name, backing, capacityBytes, traits));
    }

    @Override
    public void delete(String pool, String volume) throws HypervisorException {
        transfer(() -> {
            storage.delete(pool, volume);
            return true;
        });
    }

    @Override
    public boolean isAlive() {
        if (lost || calls.hasGivenUp()) {
            return false;
        }
        try {
            return guard.during(() -> library.connections().virConnectIsAlive(pointer) != 0);
        } catch (HypervisorException e) {
            return false;
        }
    }

    @Override
    public void close() {
        guard.close();
    }

    /**
     * Calls without a bound what must be waited for: a transfer takes as long as it takes, and a delete that has begun may have its
     * effect as long as nobody knows that it has ended.
     */
    private <T> T transfer(ConnectionGuard.Guarded<T> call) throws HypervisorException {
        questions.requireNoneHangs();
        return guard.during(call);
    }

    /** Calls within a bound what may wait for files. */
    private <T> T ask(ConnectionGuard.Guarded<T> call) throws HypervisorException {
        return questions.ask(() -> guard.during(call));
    }

    private void release() {
        events.release();
        try {
            int references = connect.close();
            if (references > 0) {
                LOG.log(System.Logger.Level.WARNING, "A connection was closed and {0} references remain", references);
            }
        } catch (LibvirtException e) {
            LOG.log(System.Logger.Level.DEBUG, "A broken connection was closed", e);
        }
    }

    /** Notes that the connection is lost before its listener hears of it. */
    private final class LossNoticing implements HostListener {

        private final HostListener listener;

        LossNoticing(HostListener listener) {
            this.listener = listener;
        }

        @Override
        public void domainChanged(UUID id) {
            listener.domainChanged(id);
        }

        @Override
        public void storageChanged(String pool) {
            listener.storageChanged(pool);
        }

        @Override
        public void connectionLost(String reason) {
            lost = true;
            listener.connectionLost(reason);
        }
    }
}
