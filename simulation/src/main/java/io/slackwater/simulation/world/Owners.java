package io.slackwater.simulation.world;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.RunState;
import io.slackwater.hypervisor.simulated.SimulatedHost;
import io.slackwater.simulation.Environment;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The people to whom the VMs belong. They do as they like; when it is calm they switch each VM off and on again in turn. */
public final class Owners {

    private static final String SNAPSHOT = "before-i-forget";

    private final World world;
    private final Environment environment;

    public Owners(World world, Environment environment) {
        this.world = world;
        this.environment = environment;
    }

    /** Does something to one of the VMs of a host. */
    public void actOn(Site site) {
        List<SimulatedVm> here = world.machines().stream()
                .filter(simulatedVm -> simulatedVm.site().equals(site))
                .toList();
        if (!here.isEmpty()) {
            act(environment.luck().oneOf(here));
        }
    }

    /** Does something to a VM. */
    public void act(SimulatedVm simulatedVm) {
        SimulatedVm now = world.now(simulatedVm);
        now.domain().ifPresent(domain -> act(now, domain));
    }

    private void act(SimulatedVm simulatedVm, Domain domain) {
        UUID id = simulatedVm.id();
        long dice = environment.luck().between(0, 99);
        if (domain.isActive()) {
            if (dice < 70) {
                does(simulatedVm, "stops", host -> host.shutdown(id));
            } else if (dice < 78) {
                does(simulatedVm, "destroys", host -> host.destroy(id));
            } else if (dice < 84) {
                does(simulatedVm, "sees crash", host -> host.crash(id));
            } else if (dice < 88) {
                does(simulatedVm, "saves", host -> host.managedSave(id));
            } else if (dice < 92) {
                does(simulatedVm, "pauses", host -> host.pause(id));
            } else if (dice < 96) {
                does(simulatedVm, "resumes", host -> host.resume(id));
            } else {
                does(simulatedVm, "snapshots", host -> host.snapshot(id, SNAPSHOT));
            }
        } else if (dice < 75) {
            does(simulatedVm, "starts", host -> host.start(id));
        } else if (dice < 85) {
            edit(simulatedVm, domain);
        } else if (dice < 90) {
            does(simulatedVm, "drops the save of", host -> host.dropManagedSave(id));
        } else if (dice < 95) {
            does(simulatedVm, "deletes the snapshot of", host -> host.deleteSnapshot(id, SNAPSHOT));
        } else if (dice < 97) {
            does(simulatedVm, "removes", host -> host.undefine(id));
        } else {
            move(simulatedVm, domain);
        }
    }

    /** Does all that is needed to move a VM to another host of its store. */
    public void vacate(SimulatedVm simulatedVm) {
        UUID id = simulatedVm.id();
        simulatedVm.domain().ifPresent(domain -> {
            for (Domain.Snapshot snapshot : domain.snapshots()) {
                does(simulatedVm, "deletes the snapshot of", host -> host.deleteSnapshot(id, snapshot.name()));
            }
            if (domain.managedSaveDefinition().isPresent()) {
                does(simulatedVm, "drops the save of", host -> host.dropManagedSave(id));
            }
            if (domain.isActive()) {
                does(simulatedVm, "destroys", host -> host.destroy(id));
            }
        });
        simulatedVm.domain().ifPresent(domain -> move(simulatedVm, domain));
    }

    /** Moves a VM that is off to another host of its store, where there is one and nothing of it would stay behind. */
    public void move(SimulatedVm simulatedVm, Domain domain) {
        List<Site> others = world.sharing(simulatedVm.site()).stream()
                .filter(site -> !site.equals(simulatedVm.site()))
                .toList();
        boolean isWhole =
                domain.managedSaveDefinition().isEmpty() && domain.snapshots().isEmpty();
        if (others.isEmpty() || domain.isActive() || !isWhole) {
            return;
        }
        Site to = environment.luck().oneOf(others);
        environment.trace().say(() -> "owner moves " + simulatedVm.name() + " to " + to.id());
        try {
            world.move(simulatedVm, domain, to);
        } catch (HypervisorException refused) {
            environment.trace().say(() -> "owner is refused: " + refused.getMessage());
        }
        world.moved(simulatedVm.id());
    }

    /** Does what helps a VM on: nothing is saved, paused or kept in snapshots; one that is off is started, one that runs is stopped. */
    public void cooperate(SimulatedVm asKnown) {
        SimulatedVm simulatedVm = world.now(asKnown);
        Optional<Domain> found = simulatedVm.domain();
        if (found.isEmpty()) {
            return;
        }
        Domain domain = found.get();
        UUID id = simulatedVm.id();
        for (Domain.Snapshot snapshot : domain.snapshots()) {
            does(simulatedVm, "deletes the snapshot of", host -> host.deleteSnapshot(id, snapshot.name()));
        }
        if (domain.managedSaveDefinition().isPresent()) {
            does(simulatedVm, "drops the save of", host -> host.dropManagedSave(id));
        }
        if (domain.state() == RunState.PAUSED) {
            does(simulatedVm, "resumes", host -> host.resume(id));
        } else if (domain.isActive()) {
            does(simulatedVm, "stops", host -> host.shutdown(id));
        } else {
            does(simulatedVm, "starts", host -> host.start(id));
        }
    }

    private void edit(SimulatedVm simulatedVm, Domain domain) {
        String edited =
                Definitions.edited(domain.definition(), environment.luck().between(64, 128));
        does(simulatedVm, "edits", host -> host.define(edited));
    }

    private void does(SimulatedVm simulatedVm, String what, Deed deed) {
        environment.trace().say(() -> "owner " + what + " " + simulatedVm.name());
        try {
            deed.on(simulatedVm.site().host());
        } catch (HypervisorException refused) {
            environment.trace().say(() -> "owner is refused: " + refused.getMessage());
        }
        world.moved(simulatedVm.id());
        world.changed(simulatedVm.site(), simulatedVm.id());
    }

    private interface Deed {
        void on(SimulatedHost host) throws HypervisorException;
    }
}
