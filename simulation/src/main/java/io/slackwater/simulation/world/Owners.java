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
        List<Machine> here = world.machines().stream()
                .filter(machine -> machine.site().equals(site))
                .toList();
        if (!here.isEmpty()) {
            act(environment.luck().oneOf(here));
        }
    }

    /** Does something to a VM. */
    public void act(Machine machine) {
        Machine now = world.now(machine);
        now.domain().ifPresent(domain -> act(now, domain));
    }

    private void act(Machine machine, Domain domain) {
        UUID id = machine.id();
        long dice = environment.luck().between(0, 99);
        if (domain.isActive()) {
            if (dice < 70) {
                does(machine, "stops", host -> host.shutdown(id));
            } else if (dice < 78) {
                does(machine, "destroys", host -> host.destroy(id));
            } else if (dice < 84) {
                does(machine, "sees crash", host -> host.crash(id));
            } else if (dice < 88) {
                does(machine, "saves", host -> host.managedSave(id));
            } else if (dice < 92) {
                does(machine, "pauses", host -> host.pause(id));
            } else if (dice < 96) {
                does(machine, "resumes", host -> host.resume(id));
            } else {
                does(machine, "snapshots", host -> host.snapshot(id, SNAPSHOT));
            }
        } else if (dice < 75) {
            does(machine, "starts", host -> host.start(id));
        } else if (dice < 85) {
            edit(machine, domain);
        } else if (dice < 90) {
            does(machine, "drops the save of", host -> host.dropManagedSave(id));
        } else if (dice < 95) {
            does(machine, "deletes the snapshot of", host -> host.deleteSnapshot(id, SNAPSHOT));
        } else if (dice < 97) {
            does(machine, "removes", host -> host.undefine(id));
        } else {
            move(machine, domain);
        }
    }

    /** Does all that is needed to move a VM to another host of its store. */
    public void vacate(Machine machine) {
        UUID id = machine.id();
        machine.domain().ifPresent(domain -> {
            for (Domain.Snapshot snapshot : domain.snapshots()) {
                does(machine, "deletes the snapshot of", host -> host.deleteSnapshot(id, snapshot.name()));
            }
            if (domain.managedSaveDefinition().isPresent()) {
                does(machine, "drops the save of", host -> host.dropManagedSave(id));
            }
            if (domain.isActive()) {
                does(machine, "destroys", host -> host.destroy(id));
            }
        });
        machine.domain().ifPresent(domain -> move(machine, domain));
    }

    /** Moves a VM that is off to another host of its store, where there is one and nothing of it would stay behind. */
    public void move(Machine machine, Domain domain) {
        List<Site> others = world.sharing(machine.site()).stream()
                .filter(site -> !site.equals(machine.site()))
                .toList();
        boolean isWhole =
                domain.managedSaveDefinition().isEmpty() && domain.snapshots().isEmpty();
        if (others.isEmpty() || domain.isActive() || !isWhole) {
            return;
        }
        Site to = environment.luck().oneOf(others);
        environment.trace().say(() -> "owner moves " + machine.name() + " to " + to.id());
        try {
            world.move(machine, domain, to);
        } catch (HypervisorException refused) {
            environment.trace().say(() -> "owner is refused: " + refused.getMessage());
        }
        world.moved(machine.id());
    }

    /** Does what helps a VM on: nothing is saved, paused or kept in snapshots; one that is off is started, one that runs is stopped. */
    public void cooperate(Machine asKnown) {
        Machine machine = world.now(asKnown);
        Optional<Domain> found = machine.domain();
        if (found.isEmpty()) {
            return;
        }
        Domain domain = found.get();
        UUID id = machine.id();
        for (Domain.Snapshot snapshot : domain.snapshots()) {
            does(machine, "deletes the snapshot of", host -> host.deleteSnapshot(id, snapshot.name()));
        }
        if (domain.managedSaveDefinition().isPresent()) {
            does(machine, "drops the save of", host -> host.dropManagedSave(id));
        }
        if (domain.state() == RunState.PAUSED) {
            does(machine, "resumes", host -> host.resume(id));
        } else if (domain.isActive()) {
            does(machine, "stops", host -> host.shutdown(id));
        } else {
            does(machine, "starts", host -> host.start(id));
        }
    }

    private void edit(Machine machine, Domain domain) {
        String edited =
                Definitions.edited(domain.definition(), environment.luck().between(64, 128));
        does(machine, "edits", host -> host.define(edited));
    }

    private void does(Machine machine, String what, Deed deed) {
        environment.trace().say(() -> "owner " + what + " " + machine.name());
        try {
            deed.on(machine.site().host());
        } catch (HypervisorException refused) {
            environment.trace().say(() -> "owner is refused: " + refused.getMessage());
        }
        world.moved(machine.id());
        world.changed(machine.site(), machine.id());
    }

    private interface Deed {
        void on(SimulatedHost host) throws HypervisorException;
    }
}
