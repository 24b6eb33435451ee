package io.slackwater.simulation.invariant;

import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.simulation.world.Site;
import io.slackwater.simulation.world.World;
import java.util.UUID;

/** What an update in flight may have to go back to is not deleted before its verdict. */
public final class RollbackTargetsAreKept implements Invariant {

    private final World world;
    private final UpdateTracker updateTracker;

    public RollbackTargetsAreKept(World world, UpdateTracker updateTracker) {
        this.world = world;
        this.updateTracker = updateTracker;
    }

    @Override
    public void deleting(Site site, String volume) {
        for (UpdateTracker.Told update : updateTracker.updates()) {
            UpdateEvent event = update.last();
            boolean goesBackToIt = update.isInFlight()
                    && event.getReplacements().stream().anyMatch(replacement -> isFrom(replacement, site, volume));
            if (goesBackToIt && isThere(site, UUID.fromString(event.getVmId()))) {
                throw violated("Volume " + volume + " of " + site.id() + " is deleted, and update "
                        + event.getUpdateId() + " in phase " + event.getPhase() + " may go back to it");
            }
        }
    }

    private boolean isThere(Site site, UUID vm) {
        return world.sharing(site).stream()
                .anyMatch(sharing -> sharing.host().domain(vm).isPresent());
    }

    private static boolean isFrom(Replacement replacement, Site site, String volume) {
        boolean isBase = replacement.getFrom().getStore().equals(site.store())
                && replacement.getFrom().getVolume().equals(volume);
        boolean isOverlay = replacement
                .getFromOverlay()
                .filter(overlay -> overlay.getStore().equals(site.store())
                        && overlay.getVolume().equals(volume))
                .isPresent();
        return isBase || isOverlay;
    }
}
