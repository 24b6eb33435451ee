package io.slackwater.simulation.process;

import io.slackwater.domain.adoption.AdoptionRule;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.executor.stored.BudgetGrant;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.simulation.Environment;
import io.slackwater.simulation.FaultInjection;
import io.slackwater.simulation.Shape;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.world.FlakyConnection;
import io.slackwater.simulation.world.Owners;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.World;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.worker.watch.MarkerProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.streams.processor.api.Record;

/** All parts of the services, connected with each other by the log. */
public final class Services implements World.Witness {

    private static final long DOWN_MILLIS = 5_000;

    /** What watchers and store machines both know of existing volumes. */
    static final List<AdoptionRule> RULES = List.of(
            rule("kernel", PortionKind.KERNEL),
            rule("initrd", PortionKind.INITRD),
            rule("base", PortionKind.BASE_IMAGE));

    private final Environment environment;
    private final World world;
    private final Owners owners;
    private final Partitions partitions;
    private final List<ExecutorProcess> executors = new ArrayList<>();
    private final List<StoreProcess> stores = new ArrayList<>();
    private final List<MatchingProcess> matchings = new ArrayList<>();
    private final List<VmUseProcess> vmUses = new ArrayList<>();
    private final List<SimulatedProcess> others = new ArrayList<>();
    private final Map<String, WatcherProcess> watchers = new TreeMap<>();
    private final MarkerProjection markers = new MarkerProjection();

    /** Makes the parts, which read and write nothing before they are started. */
    public Services(
            Shape.Settings settings,
            FaultInjection faultInjection,
            World world,
            Owners owners,
            Environment environment) {
        this.environment = environment;
        this.world = world;
        this.owners = owners;
        this.partitions = settings.partitions();
        AllocatorProcess allocator =
                new AllocatorProcess(faultInjection.budget(settings.executor()), this::offered, environment);
        others.add(allocator);
        for (int partition = 0; partition < partitions.ofVms(); partition++) {
            ExecutorProcess.Setup setup =
                    new ExecutorProcess.Setup(settings.executor(), partitions, faultInjection::remembered);
            executors.add(new ExecutorProcess(partition, setup, allocator::ask, environment));
            matchings.add(new MatchingProcess(partition, partitions, environment));
            vmUses.add(new VmUseProcess(partition, partitions, this::concern, environment));
        }
        for (int partition = 0; partition < partitions.ofStores(); partition++) {
            stores.add(new StoreProcess(partition, settings.rules(), partitions, environment));
        }
        world.sites().forEach(this::watch);
        markers.caughtUp();
        environment.log().witness(this::takeMarkers);
    }

    /** All watchers read the log of the hosts at once. */
    private void takeMarkers(Entry entry) {
        if (entry.value() instanceof HostEvent event) {
            markers.take(event);
            if (event.getType() == HostEventType.MARKED) {
                watchers.values().forEach(WatcherProcess::hearOfMarker);
            }
        }
    }

    private void watch(Site site) {
        WatcherProcess watcher = new WatcherProcess(site, world::open, RULES, markers, environment);
        watchers.put(site.id(), watcher);
        others.add(watcher);
        others.add(new UpdateWorkerProcess(site, this::open, () -> restartLater("hand-" + site.id()), environment));
        List<Site> sharing = world.sharing(site);
        if (sharing.get(0).equals(site)) {
            others.add(new StorageWorkerProcess(
                    sharing, this::open, () -> restartLater("storage-hand-" + site.id()), environment));
        }
    }

    /** Returns all parts, in a fixed order. */
    public List<SimulatedProcess> parts() {
        return Stream.of(executors, stores, matchings, vmUses, others)
                .<SimulatedProcess>flatMap(List::stream)
                .toList();
    }

    /** Returns the executor's topologies. */
    public List<ExecutorProcess> executors() {
        return executors;
    }

    /** Returns the matching topologies. */
    public List<MatchingProcess> matchings() {
        return matchings;
    }

    /** Returns the machines of the stores. */
    public List<StoreProcess> stores() {
        return stores;
    }

    /** Returns what the reclaimer knows of VMs. */
    public List<VmUseProcess> vmUses() {
        return vmUses;
    }

    /** Kills a part, and starts it again after a while. */
    public void kill(SimulatedProcess process) {
        if (process.isUp()) {
            process.kill();
            startLater(process);
        }
    }

    /** Nobody watches a host any more. */
    public void retire(Site site) {
        WatcherProcess watcher = watchers.remove(site.id());
        if (watcher != null) {
            others.remove(watcher);
            if (watcher.isUp()) {
                watcher.kill();
            }
        }
    }

    /** Breaks what connects a host's watcher with it. */
    public void disconnect(Site site) {
        WatcherProcess watcher = watchers.get(site.id());
        if (watcher != null && watcher.isUp()) {
            watcher.disconnect();
        }
    }

    @Override
    public void changed(Site site, UUID vm) {
        WatcherProcess watcher = watchers.get(site.id());
        if (watcher != null && watcher.isUp()) {
            watcher.hear(vm);
        }
    }

    private void restartLater(String name) {
        parts().stream().filter(process -> process.name().equals(name)).forEach(this::startLater);
    }

    private void startLater(SimulatedProcess process) {
        environment.scheduler().after(environment.luck().between(100, DOWN_MILLIS), () -> {
            if (!process.isUp()) {
                process.start();
            }
        });
    }

    private HostConnection open(Site site) throws HypervisorException {
        return new FlakyConnection(world.open(site), site, world, environment.luck(), () -> owners.actOn(site));
    }

    private void offered(Record<String, BudgetGrant> grant) {
        executors.get(partitions.ofVm(grant.key())).offered(grant);
    }

    private void concern(int from, Record<String, StoreInput> record) {
        stores.get(partitions.ofStore(record.key())).concern(from, record);
    }

    private static AdoptionRule rule(String portion, PortionKind kind) {
        return AdoptionRule.of(portion, portion + "-(?<version>[0-9]+)", "debian-12/" + portion, kind, Optional.empty())
                .withDeleteWithoutArtifact(true);
    }
}
