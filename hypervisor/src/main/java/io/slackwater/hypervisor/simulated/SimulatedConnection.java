package io.slackwater.hypervisor.simulated;

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
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** An open connection to a simulated host of this process. */
final class SimulatedConnection implements HostConnection {

    private final SimulatedHost host;
    private final Executor events;
    private final AtomicReference<@Nullable HostListener> listener = new AtomicReference<>();
    private final AtomicBoolean alive = new AtomicBoolean(true);

    SimulatedConnection(SimulatedHost host, Executor events) {
        this.host = host;
        this.events = events;
        host.connect(this);
    }

    Optional<HostListener> listener() {
        return Optional.ofNullable(listener.get());
    }

    /** Breaks the connection, and tells its listener. */
    void lose(String reason) {
        if (alive.compareAndSet(true, false)) {
            host.disconnect(this);
            listener().ifPresent(hears -> events.execute(() -> hears.connectionLost(reason)));
        }
    }

    @Override
    public void watch(HostListener hears) throws HypervisorException {
        check();
        if (!listener.compareAndSet(null, hears)) {
            throw new IllegalStateException("This connection is watched already");
        }
    }

    @Override
    public Optional<UUID> hostUuid() throws HypervisorException {
        check();
        return host.uuid();
    }

    @Override
    public List<Domain> domains() throws HypervisorException {
        check();
        return host.domains();
    }

    @Override
    public Optional<Domain> domain(UUID id) throws HypervisorException {
        check();
        return host.domain(id);
    }

    @Override
    public List<DomainJob> jobs(UUID id) throws HypervisorException {
        check();
        return host.jobs(id);
    }

    @Override
    public List<StoragePool> pools() throws HypervisorException {
        check();
        return host.pools().stream().map(SimulatedPool::read).toList();
    }

    @Override
    public Optional<StoragePool> pool(String name) throws HypervisorException {
        check();
        return host.pool(name).map(SimulatedPool::read);
    }

    @Override
    public void redefine(UUID id, String expected, String replacement) throws HypervisorException {
        check();
        host.redefine(id, expected, replacement);
    }

    @Override
    public void start(UUID id) throws HypervisorException {
        check();
        host.start(id);
    }

    @Override
    public void shutdown(UUID id) throws HypervisorException {
        check();
        host.shutdown(id);
    }

    @Override
    public void destroy(UUID id) throws HypervisorException {
        check();
        host.destroy(id);
    }

    @Override
    public Optional<String> askAgent(UUID id, String command, Duration timeout) throws HypervisorException {
        check();
        return host.askAgent(id, command);
    }

    @Override
    public Volume upload(String pool, NewVolume volume, InputStream content) throws HypervisorException, IOException {
        check();
        return required(pool).upload(volume, content);
    }

    @Override
    public String sha256(String pool, String volume, long length, TransferListener transferListener)
            throws HypervisorException {
        check();
        String digest = required(pool)
                .stored(volume)
                .content()
                .sha256(length)
                .orElseThrow(() -> new HypervisorException.Rejected(
                        "Of volume %s, the first %d bytes are not kept by the simulation".formatted(volume, length),
                        null));
        transferListener.moved(length);
        return digest;
    }

    @Override
    public byte[] beginning(String pool, String volume, int length) throws HypervisorException {
        check();
        byte[] kept = required(pool).stored(volume).content().beginning();
        return Arrays.copyOf(kept, Math.min(kept.length, length));
    }

    @Override
    public Volume createOverlay(String pool, String name, Volume backing, long capacityBytes, VolumeTraits traits)
            throws HypervisorException {
        check();
        return required(pool).createOverlay(name, backing, capacityBytes, traits);
    }

    @Override
    public void delete(String pool, String volume) throws HypervisorException {
        check();
        required(pool).delete(volume);
    }

    @Override
    public boolean isAlive() {
        return alive.get();
    }

    @Override
    public void close() {
        alive.set(false);
        host.disconnect(this);
    }

    private SimulatedPool required(String pool) throws HypervisorException {
        return host.pool(pool)
                .orElseThrow(
                        () -> new HypervisorException.NotFound("Host " + host.name() + " has no pool " + pool, null));
    }

    private void check() throws HypervisorException {
        if (!alive.get()) {
            throw new HypervisorException.Unreachable("The connection to host " + host.name() + " is closed", null);
        }
        try {
            host.faults().checkCall();
        } catch (HypervisorException.Unreachable e) {
            lose(e.getMessage());
            throw e;
        }
    }
}
