package io.slackwater.simulation.world;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.simulated.SimulatedFleet;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.hypervisor.simulated.SimulatedPool;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The hosts with their VMs and volumes, as they really are. */
public final class World {

    static final String POOL = "images";

    private static final long POOL_BYTES = 1L << 40;
    private static final int MARKER_BYTES = 512;

    private final SimulatedFleet fleet = new SimulatedFleet();
    private final List<Site> sites = new ArrayList<>();
    private final List<SimulatedVm> machines = new ArrayList<>();
    private final List<Witness> witnesses = new ArrayList<>();

    /** Sees what happens to the hosts, in the moment in which it does. */
    public interface Witness {

        /** A VM was started, stopped, defined or removed, by whomever. */
        default void changed(Site site, UUID vm) {}

        /** A worker redefined a VM. */
        default void redefined(Site site, UUID vm) {}

        /** A worker is about to ask a VM to stop, or to switch it off. */
        default void stopping(Site site, UUID vm) {}

        /** An owner did something to a VM, or a worker started it. */
        default void moved(UUID vm) {}

        /** A worker is about to delete a volume. */
        default void deleting(Site site, String volume) {}
    }

    public void witness(Witness witness) {
        witnesses.add(witness);
    }

    public List<Site> sites() {
        return sites;
    }

    /** Returns all VMs that were ever defined, oldest first. */
    public List<SimulatedVm> machines() {
        return machines;
    }

    /** Adds a host with an empty pool. */
    public Site addSite(String id) {
        SimulatedHost host = fleet.addHost(id);
        Site site =
                new Site(id, "simulated://simulation/" + id, host, host.createPool(POOL, POOL_BYTES), id + "/" + POOL);
        sites.add(site);
        return site;
    }

    /** Adds hosts that have one empty pool together, which is marked as the store of the first. */
    public void addSharingSites(List<String> ids) throws HypervisorException {
        List<SimulatedHost> hosts = ids.stream().map(fleet::addHost).toList();
        SimulatedPool pool = fleet.createSharedPool(POOL, POOL_BYTES, hosts);
        String store = ids.get(0) + "/" + POOL;
        pool.upload(StoreMarker.nameOf(store), "raw", new byte[MARKER_BYTES]);
        for (SimulatedHost host : hosts) {
            sites.add(new Site(host.name(), "simulated://simulation/" + host.name(), host, pool, store));
        }
    }

    /** Returns the hosts that have a host's store, itself among them. */
    public List<Site> sharing(Site site) {
        return sites.stream().filter(other -> other.pool().equals(site.pool())).toList();
    }

    /** Returns a VM where it is by now. */
    public SimulatedVm now(SimulatedVm simulatedVm) {
        return machines.stream()
                .filter(candidate -> candidate.id().equals(simulatedVm.id()))
                .findFirst()
                .orElse(simulatedVm);
    }

    /** Moves a VM that is off to another host of its store: it is defined there before it is undefined here. */
    public void move(SimulatedVm simulatedVm, Domain domain, Site to) throws HypervisorException {
        to.host().define(domain.definition());
        simulatedVm.site().host().undefine(simulatedVm.id());
        machines.set(
                machines.indexOf(simulatedVm),
                new SimulatedVm(simulatedVm.id(), simulatedVm.name(), to, simulatedVm.kind()));
        changed(simulatedVm.site(), simulatedVm.id());
        changed(to, simulatedVm.id());
    }

    /** A host leaves for good. */
    public void retire(Site site) {
        sites.remove(site);
    }

    /** Puts the volumes of a release into a host's pool, as an operator does who knows nothing of Slackwater. */
    public void install(Site site, Release release) throws HypervisorException {
        for (String portion :
                release.kind() == SimulatedVm.Kind.DIRECT ? List.of("kernel", "initrd") : List.of("base")) {
            site.pool().upload(portion + "-" + release.version(), "raw", release.content(portion));
        }
    }

    /** Defines a VM on the volumes of a release that its host has. */
    public SimulatedVm define(Site site, String name, UUID id, Release release) throws HypervisorException {
        SimulatedVm simulatedVm = new SimulatedVm(id, name, site, release.kind());
        if (release.kind() == SimulatedVm.Kind.IMAGE) {
            try (HostConnection connection = fleet.open(site.uri())) {
                connection.createOverlay(
                        POOL,
                        name + ".qcow2",
                        connection
                                .pool(POOL)
                                .orElseThrow()
                                .volume("base-" + release.version())
                                .orElseThrow(),
                        0);
            }
        }
        site.host().define(Definitions.of(simulatedVm, release.version()));
        machines.add(simulatedVm);
        changed(site, id);
        return simulatedVm;
    }

    /** Opens a host whose calls fail as luck has it. */
    public HostConnection open(Site site) throws HypervisorException {
        return fleet.open(site.uri());
    }

    /** Tells that a VM changed. */
    public void changed(Site site, UUID vm) {
        witnesses.forEach(witness -> witness.changed(site, vm));
    }

    void redefined(Site site, UUID vm) {
        witnesses.forEach(witness -> witness.redefined(site, vm));
        changed(site, vm);
    }

    void moved(UUID vm) {
        witnesses.forEach(witness -> witness.moved(vm));
    }

    void stopping(Site site, UUID vm) {
        witnesses.forEach(witness -> witness.stopping(site, vm));
    }

    void deleting(Site site, String volume) {
        witnesses.forEach(witness -> witness.deleting(site, volume));
    }
}
