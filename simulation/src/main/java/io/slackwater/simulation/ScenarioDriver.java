package io.slackwater.simulation;

import io.slackwater.domain.modifiable.Timing;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.simulation.policy.Operators;
import io.slackwater.simulation.policy.PolicyScript;
import io.slackwater.simulation.process.Services;
import io.slackwater.simulation.world.Owners;
import io.slackwater.simulation.world.Release;
import io.slackwater.simulation.world.SimulatedVm;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.World;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/** What happens from outside: hosts and VMs come, changes come and are recalled, owners act, hosts and services fail. */
final class ScenarioDriver {

    private static final long ACTS_EVERY = 12_000;
    private static final long FAILS_EVERY = 15_000;
    private static final long HOST_AWAY = 20_000;
    private static final long RETIRES_AFTER = 30_000;

    private final Shape shape;
    private final Environment environment;
    private final World world;
    private final Owners owners;
    private final Map<SimulatedVm.Kind, Integer> newest = new EnumMap<>(SimulatedVm.Kind.class);
    private int named;

    ScenarioDriver(Shape shape, World world, Owners owners, Environment environment) {
        this.shape = shape;
        this.world = world;
        this.owners = owners;
        this.environment = environment;
    }

    /** Sets the scene, before the services are made. */
    void prepare() throws HypervisorException {
        List<String> ids = IntStream.rangeClosed(1, shape.hosts())
                .mapToObj(host -> "host-" + host)
                .toList();
        if (shape.isShared()) {
            world.addSharingSites(ids);
            install(world.sites().get(0));
        } else {
            for (String id : ids) {
                install(world.addSite(id));
            }
        }
        for (SimulatedVm.Kind kind : SimulatedVm.Kind.values()) {
            newest.put(kind, 1);
        }
        for (int vm = 0; vm < shape.vms(); vm++) {
            defineVm();
        }
    }

    private void install(Site site) throws HypervisorException {
        for (SimulatedVm.Kind kind : SimulatedVm.Kind.values()) {
            world.install(site, new Release(kind, 1, Release.Quality.GOOD));
        }
    }

    /** Lets it begin. */
    void begin(Services services) {
        world.sites().forEach(this::declare);
        shape.regime().ifPresent(policyScript -> policyScript.editions().forEach(this::govern));
        new Operators(environment).begin();
        services.parts().forEach(process -> later(0, 1_000, process::start));
        for (SimulatedVm.Kind kind : SimulatedVm.Kind.values()) {
            if (environment.luck().happens(0.5)) {
                publish(new Release(kind, 1, Release.Quality.GOOD), false);
            }
        }
        for (int change = 0; change < shape.changes(); change++) {
            later(0, shape.unrest() / 2, this::release);
        }
        for (SimulatedVm simulatedVm : List.copyOf(world.machines())) {
            later(0, ACTS_EVERY, () -> owns(simulatedVm));
        }
        later(0, FAILS_EVERY, () -> fails(services));
        if (shape.isShared() && environment.luck().happens(0.5)) {
            Site last = world.sites().get(shape.hosts() - 1);
            later(shape.unrest() / 4, shape.unrest(), () -> evacuate(last, services));
        }
        later(shape.unrest(), shape.unrest(), () -> calmDown(services));
    }

    private void govern(PolicyScript.Edition edition) {
        if (edition.at() == 0) {
            set(edition);
        } else {
            environment.scheduler().after(edition.at(), () -> set(edition));
        }
    }

    private void set(PolicyScript.Edition edition) {
        environment
                .log()
                .append(
                        Topics.POLICIES.name(),
                        PolicyScript.NAME,
                        edition.event(environment.clock().instant()),
                        "update-executor");
    }

    private void declare(Site site) {
        HostEvent declared = HostEvent.newBuilder()
                .setHostId(site.id())
                .setType(HostEventType.DECLARED)
                .setUri(site.uri())
                .setMode(HostMode.ACTIVE)
                .setOccurredAt(environment.clock().instant())
                .build();
        environment.log().append(Topics.HOSTS.name(), site.id(), declared, "vm-inventory");
    }

    private SimulatedVm defineVm() throws HypervisorException {
        named++;
        SimulatedVm.Kind kind = environment.luck().oneOf(List.of(SimulatedVm.Kind.values()));
        return world.define(
                environment.luck().oneOf(world.sites()),
                "vm-" + named,
                new UUID(0x1000, named),
                new Release(kind, 1, Release.Quality.GOOD));
    }

    private void release() {
        SimulatedVm.Kind kind = environment.luck().oneOf(List.of(SimulatedVm.Kind.values()));
        int version = newest.merge(kind, 1, Integer::sum);
        Release.Quality quality = Release.Quality.GOOD;
        if (environment.luck().fails(0.25)) {
            quality = environment.luck().oneOf(List.of(Release.Quality.CRASHING, Release.Quality.SILENT));
        }
        Release release = new Release(kind, version, quality);
        publish(release, false);
        if (environment.luck().happens(0.3)) {
            later(0, shape.unrest(), () -> publish(release, true));
        }
    }

    private void publish(Release release, boolean recalled) {
        var now = environment.clock().instant();
        environment
                .log()
                .append(
                        Topics.CHANGES.name(),
                        "debian-12",
                        recalled ? release.withdrawn(now) : release.available(now),
                        "patch-ingest");
    }

    private void owns(SimulatedVm simulatedVm) {
        if (environment.luck().isCalm()) {
            return;
        }
        owners.act(simulatedVm);
        later(ACTS_EVERY / 4, ACTS_EVERY, () -> owns(simulatedVm));
    }

    private void cooperates(SimulatedVm simulatedVm) {
        owners.cooperate(simulatedVm);
        later(cycle(), cycle() + 3_000, () -> cooperates(simulatedVm));
    }

    /** Long enough to be off for the settle time, or on until there is a verdict. */
    private long cycle() {
        Timing timing = shape.settings().executor().timing();
        return timing.settleTime()
                        .plus(timing.stayUp())
                        .plus(timing.agentTimeout())
                        .toMillis()
                + 10_000;
    }

    private void fails(Services services) {
        if (environment.luck().isCalm()) {
            return;
        }
        if (environment.luck().fails(0.5)) {
            services.kill(environment.luck().oneOf(services.parts()));
        }
        if (environment.luck().fails(0.2)) {
            unreachable(environment.luck().oneOf(world.sites()), services);
        }
        later(FAILS_EVERY / 10, FAILS_EVERY, () -> fails(services));
    }

    private void unreachable(Site site, Services services) {
        environment.trace().say(() -> "host  " + site.id() + " cannot be reached");
        site.host().faults().becomeUnreachable();
        services.disconnect(site);
        later(100, HOST_AWAY, () -> heal(site));
    }

    /** Moves the VMs of a host elsewhere, and retires it some time after it has none any more. */
    private void evacuate(Site site, Services services) {
        List<SimulatedVm> here = world.machines().stream()
                .filter(simulatedVm ->
                        simulatedVm.site().equals(site) && simulatedVm.domain().isPresent())
                .toList();
        if (here.isEmpty()) {
            retire(site, services);
            return;
        }
        here.forEach(owners::vacate);
        later(RETIRES_AFTER / 2, RETIRES_AFTER, () -> evacuate(site, services));
    }

    private void retire(Site site, Services services) {
        environment.trace().say(() -> "host  " + site.id() + " is retired");
        world.retire(site);
        services.retire(site);
        HostEvent retired = HostEvent.newBuilder()
                .setHostId(site.id())
                .setType(HostEventType.RETIRED)
                .setOccurredAt(environment.clock().instant())
                .build();
        environment.log().append(Topics.HOSTS.name(), site.id(), retired, "vm-inventory");
    }

    private void heal(Site site) {
        environment.trace().say(() -> "host  " + site.id() + " can be reached");
        site.host().faults().heal();
    }

    private void calmDown(Services services) {
        environment.trace().say(() -> "calm");
        environment.luck().calmDown();
        world.sites().forEach(this::heal);
        services.parts().stream().filter(process -> !process.isUp()).forEach(process -> process.start());
        new ArrayList<>(world.machines()).forEach(simulatedVm -> later(0, cycle(), () -> cooperates(simulatedVm)));
    }

    private void later(long least, long most, Runnable work) {
        environment.scheduler().after(environment.luck().between(least, most), work);
    }
}
