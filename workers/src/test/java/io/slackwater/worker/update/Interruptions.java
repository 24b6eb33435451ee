package io.slackwater.worker.update;

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
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A connection on which somebody else does something once, at a moment of the first definition. */
final class Interruptions implements HostConnection {

    private final HostConnection host;
    private final Moment moment;
    private final Interruption interruption;
    private boolean isOver;

    Interruptions(HostConnection host, Moment moment, Interruption interruption) {
        this.host = host;
        this.moment = moment;
        this.interruption = interruption;
    }

    /**
     * When it happens: while the worker prepares what it defines then, after its last look and before its definition, or between the
     * definition and its next look.
     */
    enum Moment {
        BEFORE_OVERLAY,
        BEFORE_DEFINITION,
        AFTER_DEFINITION
    }

    interface Interruption {
        void happen() throws HypervisorException;
    }

    @Override
    public void redefine(UUID id, String expected, String replacement) throws HypervisorException {
        interrupt(Moment.BEFORE_DEFINITION);
        host.redefine(id, expected, replacement);
        interrupt(Moment.AFTER_DEFINITION);
    }

    private void interrupt(Moment now) throws HypervisorException {
        if (now == moment && !isOver) {
            isOver = true;
            interruption.happen();
        }
    }

    @Override
    public void watch(HostListener listener) throws HypervisorException {
        host.watch(listener);
    }

    @Override
    public Optional<UUID> hostUuid() throws HypervisorException {
        return host.hostUuid();
    }

    @Override
    public List<Domain> domains() throws HypervisorException {
        return host.domains();
    }

    @Override
    public Optional<Domain> domain(UUID id) throws HypervisorException {
        return host.domain(id);
    }

    @Override
    public List<StoragePool> pools() throws HypervisorException {
        return host.pools();
    }

    @Override
    public Optional<StoragePool> pool(String name) throws HypervisorException {
        return host.pool(name);
    }

    @Override
    public void start(UUID id) throws HypervisorException {
        host.start(id);
    }

    @Override
    public void shutdown(UUID id) throws HypervisorException {
        host.shutdown(id);
    }

    @Override
    public List<DomainJob> jobs(UUID id) throws HypervisorException {
        return host.jobs(id);
    }

    @Override
    public void destroy(UUID id) throws HypervisorException {
        host.destroy(id);
    }

    @Override
    public Optional<String> askAgent(UUID id, String command, Duration timeout) throws HypervisorException {
        return host.askAgent(id, command, timeout);
    }

    @Override
    public Volume upload(String pool, NewVolume volume, InputStream content) throws HypervisorException, IOException {
        return host.upload(pool, volume, content);
    }

    @Override
    public String sha256(String pool, String volume, long length, TransferListener transferListener)
            throws HypervisorException {
        return host.sha256(pool, volume, length, transferListener);
    }

    @Override
    public byte[] beginning(String pool, String volume, int length) throws HypervisorException {
        return host.beginning(pool, volume, length);
    }

    @Override
    public Volume createOverlay(String pool, String name, Volume backing, long capacityBytes, VolumeTraits traits)
            throws HypervisorException {
        interrupt(Moment.BEFORE_OVERLAY);
        return host.createOverlay(pool, name, backing, capacityBytes, traits);
    }

    @Override
    public void delete(String pool, String volume) throws HypervisorException {
        host.delete(pool, volume);
    }

    @Override
    public boolean isAlive() {
        return host.isAlive();
    }

    @Override
    public void close() {
        host.close();
    }
}
