package io.slackwater.simulation.invariant;

import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.World;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** All that must hold in a run. */
public final class Invariants implements World.Witness {

    private final List<Invariant> all;

    /** Watches over some, in this order: what others look things up in comes first. */
    public Invariants(List<Invariant> all) {
        this.all = List.copyOf(all);
    }

    public void written(Entry entry) {
        all.forEach(invariant -> invariant.written(entry));
    }

    @Override
    public void redefined(Site site, UUID vm) {
        all.forEach(invariant -> invariant.redefined(site, vm));
    }

    @Override
    public void stopping(Site site, UUID vm) {
        all.forEach(invariant -> invariant.stopping(site, vm));
    }

    @Override
    public void moved(UUID vm) {
        all.forEach(invariant -> invariant.moved(vm));
    }

    @Override
    public void deleting(Site site, String volume) {
        all.forEach(invariant -> invariant.deleting(site, volume));
    }

    /** Returns what is still to happen before the run may end; empty where nothing is. */
    public Optional<ViolationException> unfinished() {
        for (Invariant invariant : all) {
            Optional<String> unfinished = invariant.unfinished();
            if (unfinished.isPresent()) {
                return Optional.of(invariant.violated(unfinished.get()));
            }
        }
        return Optional.empty();
    }
}
