package io.slackwater.simulation.invariant;

import io.slackwater.hypervisor.Volume;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.Storage;
import io.slackwater.simulation.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What updates moved their VMs away from, and nobody refers to, is freed in the end: old versions and replaced overlays, and the
 * new overlays of what was rolled back.
 */
public final class NothingIsHeldForEver implements Invariant {

    private final World world;
    private final UpdateTracker updateTracker;
    private final Storage storage = new Storage();
    private final Set<String> withdrawn = new HashSet<>();

    public NothingIsHeldForEver(World world, UpdateTracker updateTracker) {
        this.world = world;
        this.updateTracker = updateTracker;
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof ChangeEvent event && event.getType() == ChangeEventType.WITHDRAWN) {
            withdrawn.add(event.getChangeId());
        }
    }

    @Override
    public Optional<String> unfinished() {
        for (Site site : world.sites()) {
            List<Volume> volumes = site.pool().read().volumes();
            for (Volume volume : volumes) {
                boolean isBacking = volumes.stream().anyMatch(other -> other.backingPath()
                        .filter(volume.path()::equals)
                        .isPresent());
                if (!isBacking
                        && isLeft(site, volume.name())
                        && storage.userOf(world.sharing(site), volume.name()).isEmpty()) {
                    return Optional.of("Volume " + volume.name() + " of " + site.id() + " is still there");
                }
            }
        }
        return Optional.empty();
    }

    private boolean isLeft(Site site, String volume) {
        boolean left = false;
        for (UpdateTracker.Told update : updateTracker.updates()) {
            for (Replacement replacement : update.last().getReplacements()) {
                boolean away = is(replacement.getFrom(), site, volume)
                        || replacement
                                .getFromOverlay()
                                .filter(ref -> is(ref, site, volume))
                                .isPresent();
                boolean toward =
                        replacement.getTo().filter(ref -> is(ref, site, volume)).isPresent();
                boolean made = replacement
                        .getToOverlay()
                        .filter(ref -> is(ref, site, volume))
                        .isPresent();
                if ((away || toward || made) && !update.isEnded()) {
                    return false;
                }
                left |= away
                        && update.phase() == UpdatePhase.VERIFIED
                        && !withdrawn.contains(update.last().getChangeId());
                left |= made && update.phase() == UpdatePhase.ROLLED_BACK;
            }
        }
        return left;
    }

    private static boolean is(VolumeRef ref, Site site, String volume) {
        return ref.getStore().equals(site.store()) && ref.getVolume().equals(volume);
    }
}
