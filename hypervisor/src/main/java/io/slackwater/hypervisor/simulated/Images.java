package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.hypervisor.xml.Slot;
import java.util.Collection;
import java.util.Optional;

/** Finds the images that a domain's slots refer to, in the pools of its host. */
final class Images {

    private static final int LONGEST_CHAIN = 200;

    private final Collection<SimulatedPool> pools;

    Images(Collection<SimulatedPool> pools) {
        this.pools = pools;
    }

    /**
     * Returns the image at the bottom of what a slot refers to; empty for an empty drive and for a path outside all pools.
     *
     * @throws HypervisorException.Rejected if an image of the chain is missing from its pool
     */
    Optional<SimulatedPool.Stored> bottomOf(Slot slot) throws HypervisorException {
        Optional<String> path = slot.poolVolume().isPresent()
                ? Optional.of(path(slot.poolVolume().get()))
                : slot.path();
        Optional<SimulatedPool.Stored> bottom = Optional.empty();
        for (int depth = 0; path.isPresent() && depth < LONGEST_CHAIN; depth++) {
            Optional<SimulatedPool.Stored> image = at(path.get(), slot);
            if (image.isEmpty()) {
                return bottom;
            }
            bottom = image;
            path = image.get().volume().backingPath();
        }
        return bottom;
    }

    private Optional<SimulatedPool.Stored> at(String path, Slot slot) throws HypervisorException {
        for (SimulatedPool pool : pools) {
            if (pool.owns(path)) {
                return Optional.of(pool.at(path)
                        .orElseThrow(() -> new HypervisorException.Rejected(
                                "Cannot open " + path + " of slot " + slot.slot() + ": no such file", null)));
            }
        }
        return Optional.empty();
    }

    private String path(PoolVolume reference) throws HypervisorException {
        return pools.stream()
                .filter(pool -> pool.name().equals(reference.pool()))
                .map(pool -> pool.targetPath() + "/" + reference.volume())
                .findFirst()
                .orElseThrow(() -> new HypervisorException.Rejected("There is no pool " + reference.pool(), null));
    }
}
