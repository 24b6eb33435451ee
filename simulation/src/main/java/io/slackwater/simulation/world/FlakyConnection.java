package io.slackwater.simulation.world;

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
import io.slackwater.simulation.SeededRandom;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A connection of a worker. Any call may be its last, because the host or the worker goes away before it or after its effect; and owners
 * act between any two calls. A guest may be deaf when it is asked to shut down.
 */
public final class FlakyConnection implements HostConnection {

    private static final double BREAKS = 0.004;
    private static final double DIES = 0.002;
    private static final double LOSES_ANSWER = 0.02;
    private static final double OWNER_ACTS = 0.01;
    private static final double IS_DEAF = 0.2;

    private final HostConnection host;
    private final Site site;
    private final World world;
    private final SeededRandom random;
    private final Runnable owner;

    /**
     * Wraps a connection.
     *
     * @param owner does something to one of the host's VMs
     */
    public FlakyConnection(HostConnection host, Site site, World world, SeededRandom random, Runnable owner) {
        this.host = host;
        this.site = site;
        this.world = world;
        this.random = random;
        this.owner = owner;
    }

    private void before() throws HypervisorException {
        if (random.fails(OWNER_ACTS)) {
            owner.run();
        }
        if (random.fails(DIES)) {
            throw new WorkerDiedException();
        }
        if (random.fails(BREAKS)) {
            throw new HypervisorException.Unreachable("The connection broke", null);
        }
    }

    private void after() throws HypervisorException {
        if (random.fails(LOSES_ANSWER)) {
            if (random.happens(0.5)) {
                throw new WorkerDiedException();
            }
            throw new HypervisorException.Unreachable("The connection broke before the answer came", null);
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
        before();
        return host.domains();
    }

    @Override
    public Optional<Domain> domain(UUID id) throws HypervisorException {
        before();
        return host.domain(id);
    }

    @Override
    public List<StoragePool> pools() throws HypervisorException {
        before();
        return host.pools();
    }

    @Override
    public Optional<StoragePool> pool(String name) throws HypervisorException {
        before();
        return host.pool(name);
    }

    @Override
    public void redefine(UUID id, String expected, String replacement) throws HypervisorException {
        before();
        host.redefine(id, expected, replacement);
        world.redefined(site, id);
        after();
    }

    @Override
    public void start(UUID id) throws HypervisorException {
        before();
        host.start(id);
        world.moved(id);
        world.changed(site, id);
        after();
    }

    @Override
    public void shutdown(UUID id) throws HypervisorException {
        before();
        world.stopping(site, id);
        if (random.fails(IS_DEAF)) {
            return;
        }
        host.shutdown(id);
        world.changed(site, id);
        after();
    }

    @Override
    public List<DomainJob> jobs(UUID id) throws HypervisorException {
        before();
        return host.jobs(id);
    }

    @Override
    public void destroy(UUID id) throws HypervisorException {
        before();
        world.stopping(site, id);
        host.destroy(id);
        world.changed(site, id);
        after();
    }

    @Override
    public Optional<String> askAgent(UUID id, String command, Duration timeout) throws HypervisorException {
        before();
        if (!command.contains("guest-shutdown")) {
            return host.askAgent(id, command, timeout);
        }
        world.stopping(site, id);
        if (random.fails(IS_DEAF)) {
            return Optional.empty();
        }
        Optional<String> answer = host.askAgent(id, command, timeout);
        world.changed(site, id);
        return answer;
    }

    @Override
    public Volume upload(String pool, NewVolume volume, InputStream content) throws HypervisorException, IOException {
        before();
        Volume uploaded = host.upload(pool, volume, content);
        after();
        return uploaded;
    }

    @Override
    public String sha256(String pool, String volume, long length, TransferListener transferListener)
            throws HypervisorException {
        before();
        return host.sha256(pool, volume, length, transferListener);
    }

    @Override
    public byte[] beginning(String pool, String volume, int length) throws HypervisorException {
        before();
        return host.beginning(pool, volume, length);
    }

    @Override
    public Volume createOverlay(String pool, String name, Volume backing, long capacityBytes, VolumeTraits traits)
            throws HypervisorException {
        before();
        Volume created = host.createOverlay(pool, name, backing, capacityBytes, traits);
        after();
        return created;
    }

    @Override
    public void delete(String pool, String volume) throws HypervisorException {
        before();
        world.deleting(site, volume);
        host.delete(pool, volume);
        after();
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
