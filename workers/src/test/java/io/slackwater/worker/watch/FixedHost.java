package io.slackwater.worker.watch;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HostListener;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.NewVolume;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.TransferListener;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.VolumeTraits;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A host that shows what a test puts on it, and can do nothing else. */
final class FixedHost implements HostConnection {

    static final String POOL_PATH = "/pools/default";

    final List<Domain> domains = new ArrayList<>();
    final List<Volume> volumes = new ArrayList<>();
    int poolReads;
    final List<String> headersRead = new ArrayList<>();
    final Map<String, byte[]> headers = new HashMap<>();
    final Map<String, HypervisorException> headerFailures = new HashMap<>();
    Runnable whenHeaderIsRead = () -> {};
    boolean isPoolActive = true;
    boolean isListingWhole = true;
    boolean storageHangs;

    /** A domain that is shut off and boots a kernel of the pool. */
    static Domain domain(int number, String kernel) {
        return defined(
                number,
                "<domain><name>vm-%d</name><uuid>%s</uuid><os><kernel>%s/%s</kernel></os></domain>"
                        .formatted(number, id(number), POOL_PATH, kernel));
    }

    static Domain defined(int number, String definition) {
        return new Domain(
                id(number),
                "vm-" + number,
                RunState.SHUTOFF,
                "SHUTDOWN",
                true,
                definition,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** The same domain as it runs for the n-th time on its host. */
    static Domain running(Domain domain, int run) {
        String live = domain.definition().replaceFirst("<domain", "<domain type='kvm' id='" + run + "'");
        return new Domain(
                domain.id(),
                domain.name(),
                RunState.RUNNING,
                "BOOTED",
                true,
                domain.definition(),
                Optional.of(live),
                Optional.empty(),
                List.of(),
                List.of());
    }

    static UUID id(int number) {
        return new UUID(0, number);
    }

    void put(Domain domain) {
        domains.removeIf(present -> present.id().equals(domain.id()));
        domains.add(domain);
    }

    void addVolume(String name) {
        volumes.add(new Volume(name, POOL_PATH + "/" + name, "raw", 100, 100, Optional.empty()));
    }

    void addOverlay(String name, String base) {
        volumes.add(new Volume(name, POOL_PATH + "/" + name, "qcow2", 100, 10, Optional.of(POOL_PATH + "/" + base)));
    }

    @Override
    public void watch(HostListener listener) {}

    @Override
    public Optional<UUID> hostUuid() {
        return Optional.of(id(0));
    }

    @Override
    public List<Domain> domains() {
        return List.copyOf(domains);
    }

    @Override
    public Optional<Domain> domain(UUID id) {
        return domains.stream().filter(domain -> domain.id().equals(id)).findFirst();
    }

    @Override
    public List<StoragePool> pools() throws HypervisorException {
        if (storageHangs) {
            throw new HypervisorException.Unreachable("Its storage did not answer", null);
        }
        poolReads++;
        List<Volume> listed = isPoolActive ? volumes : List.of();
        StoragePool pool = new StoragePool("default", "dir", isPoolActive, POOL_PATH, 1000, 500, listed);
        return List.of(isListingWhole ? pool : pool.incomplete());
    }

    @Override
    public Optional<StoragePool> pool(String name) throws HypervisorException {
        return pools().stream().filter(pool -> pool.name().equals(name)).findFirst();
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public void close() {}

    @Override
    public void redefine(UUID id, String expected, String replacement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void start(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<DomainJob> jobs(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void destroy(UUID id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<String> askAgent(UUID id, String command, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Volume upload(String pool, NewVolume volume, InputStream content) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String sha256(String pool, String volume, long length, TransferListener transferListener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] beginning(String pool, String volume, int length) throws HypervisorException {
        headersRead.add(volume);
        whenHeaderIsRead.run();
        if (headerFailures.containsKey(volume)) {
            throw headerFailures.get(volume);
        }
        return headers.getOrDefault(volume, new byte[0]);
    }

    @Override
    public Volume createOverlay(String pool, String name, Volume backing, long capacityBytes, VolumeTraits traits) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String pool, String volume) {
        throw new UnsupportedOperationException();
    }
}
