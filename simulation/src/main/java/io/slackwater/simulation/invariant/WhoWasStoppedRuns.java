package io.slackwater.simulation.invariant;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.world.SimulatedVm;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.World;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A VM that a worker stopped runs again when its grant has come to an end, unless its owner did something to it since. */
public final class WhoWasStoppedRuns implements Invariant {

    private final World world;
    private final Set<UUID> stopped = new HashSet<>();

    public WhoWasStoppedRuns(World world) {
        this.world = world;
    }

    @Override
    public void stopping(Site site, UUID vm) {
        stopped.add(vm);
    }

    @Override
    public void moved(UUID vm) {
        stopped.remove(vm);
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event && ends(event)) {
            UUID vm = UUID.fromString(event.getVmId());
            boolean isOff = machine(vm)
                    .flatMap(SimulatedVm::domain)
                    .filter(domain -> !domain.isActive())
                    .isPresent();
            if (stopped.remove(vm) && isOff) {
                throw violated("VM " + vm + " was stopped for update " + event.getUpdateId()
                        + ", and is off when it is " + event.getPhase());
            }
        }
    }

    private static boolean ends(UpdateEvent event) {
        return switch (event.getPhase()) {
            case APPLIED, RELEASED, ROLLED_BACK -> true;
            case REQUIRED, GRANTED, FAILED, VERIFIED, SUPERSEDED, WITHDRAWN, NOT_NEEDED, UNKNOWN -> false;
        };
    }

    private Optional<SimulatedVm> machine(UUID vm) {
        return world.machines().stream()
                .filter(simulatedVm -> simulatedVm.id().equals(vm))
                .findFirst();
    }
}
