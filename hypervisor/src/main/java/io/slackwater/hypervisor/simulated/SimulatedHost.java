package io.slackwater.hypervisor.simulated;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.xml.DomainXml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;

/**
 * A host of a simulated fleet, in its owner's hands: what is done here is what people and their tools do to a host while
 * Slackwater looks on. Safe for use by several threads.
 */
public final class SimulatedHost {

    private final String name;
    private final HostFaults faults;
    private final DomainRegistry domains;
    private final Map<String, SimulatedPool> pools = new LinkedHashMap<>();
    private final OpenConnections connections;
    private volatile Optional<UUID> uuid;

    SimulatedHost(String name, Executor events) {
        this.name = name;
        this.uuid = Optional.of(UUID.nameUUIDFromBytes(name.getBytes(UTF_8)));
        this.domains = new DomainRegistry(name);
        this.connections = new OpenConnections(name, events);
        this.faults = new HostFaults(name, connections::lose);
    }

    public String name() {
        return name;
    }

    public HostFaults faults() {
        return faults;
    }

    /** Returns what the host tells of its UUID; one that is made of its name, unless told otherwise. */
    public Optional<UUID> uuid() {
        return uuid;
    }

    /**
     * Gives the host another UUID, as {@code host_uuid} in libvirtd.conf does.
     *
     * @param told empty for a host that tells none
     */
    public void uuid(Optional<UUID> told) {
        uuid = told;
    }

    /**
     * Creates a directory pool of this host alone.
     *
     * @param capacityBytes what it holds, in bytes
     */
    public SimulatedPool createPool(String pool, long capacityBytes) {
        SimulatedPool created = new SimulatedPool(pool, "dir", "/simulated/" + name + "/" + pool, capacityBytes);
        attach(created);
        return created;
    }

    void attach(SimulatedPool pool) {
        synchronized (this) {
            if (pools.putIfAbsent(pool.name(), pool) != null) {
                throw new IllegalArgumentException("Host " + name + " has a pool " + pool.name() + " already");
            }
        }
        pool.attach(this);
        storageChanged(pool.name());
    }

    /** Defines a persistent domain, or redefines the one of that UUID; it must say its UUID. */
    public UUID define(String xml) throws HypervisorException {
        faults.checkDefine();
        DomainXml definition = SimulatedDomain.parse(xml);
        UUID id = UUID.fromString(definition.uuid());
        synchronized (this) {
            Optional<SimulatedDomain> present = domains.find(id);
            if (present.isEmpty()) {
                domains.add(new SimulatedDomain(definition, true));
            } else {
                present.get().redefine(definition);
            }
        }
        connections.domainChanged(id);
        return id;
    }

    /** Starts a domain that is gone when it stops. */
    public UUID startTransient(String xml) throws HypervisorException {
        DomainXml definition = SimulatedDomain.parse(xml);
        SimulatedDomain domain = new SimulatedDomain(definition, false);
        synchronized (this) {
            domains.add(domain);
            try {
                domain.start(SimulatedGuest.boot(definition, images()));
            } finally {
                if (!domain.isActive()) {
                    domains.remove(domain);
                }
            }
        }
        connections.domainChanged(domain.id());
        return domain.id();
    }

    /** Removes a domain that is shut off, with its managed save and snapshots. */
    public void undefine(UUID id) throws HypervisorException {
        change(id, domain -> {
            if (domain.isActive()) {
                throw new HypervisorException.Rejected("Domain " + id + " runs", null);
            }
            domains.remove(domain);
        });
    }

    /** Starts a domain: what was saved, else its definition. A missing image fails the start, as in QEMU. */
    public void start(UUID id) throws HypervisorException {
        faults.checkStart();
        change(id, domain -> {
            if (domain.isActive()) {
                throw new HypervisorException.Rejected("Domain " + id + " runs already", null);
            }
            domain.start(SimulatedGuest.boot(SimulatedDomain.parse(domain.nextStart()), images()));
        });
    }

    /** Powers a domain off, as its guest would; at once. */
    public void shutdown(UUID id) throws HypervisorException {
        stop(id, "SHUTDOWN");
    }

    public void destroy(UUID id) throws HypervisorException {
        stop(id, "DESTROYED");
    }

    /** Lets the guest crash. */
    public void crash(UUID id) throws HypervisorException {
        stop(id, "CRASHED");
    }

    public void managedSave(UUID id) throws HypervisorException {
        change(id, SimulatedDomain::managedSave);
    }

    public void dropManagedSave(UUID id) throws HypervisorException {
        change(id, SimulatedDomain::dropManagedSave);
    }

    public void pause(UUID id) throws HypervisorException {
        change(id, SimulatedDomain::pause);
    }

    public void resume(UUID id) throws HypervisorException {
        change(id, SimulatedDomain::resume);
    }

    public void snapshot(UUID id, String snapshot) throws HypervisorException {
        change(id, domain -> domain.snapshot(snapshot));
    }

    public void deleteSnapshot(UUID id, String snapshot) throws HypervisorException {
        change(id, domain -> domain.deleteSnapshot(snapshot));
    }

    /** Begins something that goes on until {@link #endJobs}, or the domain stops; it must run. */
    public void beginJob(UUID id, DomainJob job) throws HypervisorException {
        change(id, domain -> domain.beginJob(job));
    }

    public void endJobs(UUID id) throws HypervisorException {
        change(id, SimulatedDomain::endJobs);
    }

    /** Makes a checkpoint of a running domain, as a backup does. */
    public void checkpoint(UUID id, String checkpoint) throws HypervisorException {
        change(id, domain -> domain.checkpoint(checkpoint));
    }

    public void deleteCheckpoint(UUID id, String checkpoint) throws HypervisorException {
        change(id, domain -> domain.deleteCheckpoint(checkpoint));
    }

    /** Makes a domain one that cannot be read, as one whose snapshots go on changing. */
    public void makeUnreadable(UUID id, String why) throws HypervisorException {
        change(id, domain -> domain.unread(Optional.of(why)));
    }

    /** Makes a domain one that can be read again. */
    public void makeReadable(UUID id) throws HypervisorException {
        change(id, domain -> domain.unread(Optional.empty()));
    }

    /** Decides whether the guest's agent answers, where the domain has a channel for it; it does unless told otherwise. */
    public void agentAnswers(UUID id, boolean answers) throws HypervisorException {
        change(id, domain -> domain.agentAnswers(answers));
    }

    /** Returns every domain, in the order of their definition. */
    public synchronized List<Domain> domains() {
        return domains.all().stream().map(SimulatedDomain::read).toList();
    }

    public synchronized Optional<Domain> domain(UUID id) {
        return domains.find(id).map(SimulatedDomain::read);
    }

    public synchronized List<SimulatedPool> pools() {
        return List.copyOf(pools.values());
    }

    synchronized List<DomainJob> jobs(UUID id) throws HypervisorException {
        return domains.required(id).jobs();
    }

    synchronized Optional<SimulatedPool> pool(String pool) {
        return Optional.ofNullable(pools.get(pool));
    }

    void redefine(UUID id, String expected, String replacement) throws HypervisorException {
        faults.checkDefine();
        DomainXml definition = SimulatedDomain.parse(replacement);
        change(id, domain -> {
            if (!domain.definition().equals(expected)) {
                throw new HypervisorException.Rejected(
                        "The definition of domain " + id + " is not the one that was read", null);
            }
            domain.redefine(definition);
        });
    }

    Optional<String> askAgent(UUID id, String command) throws HypervisorException {
        Optional<String> answer;
        synchronized (this) {
            SimulatedDomain domain = domains.required(id);
            domain.requireActive();
            Optional<SimulatedGuest> guest = domain.answeringGuest();
            if (guest.isEmpty()) {
                return Optional.empty();
            }
            if (!SimulatedGuest.asksToPowerOff(command)) {
                return Optional.of(guest.get().answer(command, domain.name()));
            }
            answer = Optional.empty();
        }
        shutdown(id);
        return answer;
    }

    void connect(SimulatedConnection connection) {
        connections.add(connection);
    }

    void disconnect(SimulatedConnection connection) {
        connections.remove(connection);
    }

    void storageChanged(String pool) {
        connections.storageChanged(pool);
    }

    private void stop(UUID id, String reason) throws HypervisorException {
        change(id, domain -> {
            domain.requireActive();
            domain.stop(reason);
        });
    }

    private void change(UUID id, Change change) throws HypervisorException {
        synchronized (this) {
            SimulatedDomain domain = domains.required(id);
            change.apply(domain);
            if (!domain.persistent() && !domain.isActive()) {
                domains.remove(domain);
            }
        }
        connections.domainChanged(id);
    }

    private Images images() {
        return new Images(pools.values());
    }

    private interface Change {
        void apply(SimulatedDomain domain) throws HypervisorException;
    }
}
