package io.slackwater.simulation.invariant;

import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.world.Site;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A version is deleted only when every update away from it has ended and every partition has matched all its VMs. */
public final class VolumesAreFreedWithProof implements Invariant {

    private final UpdateTracker updateTracker;
    private final int partitions;
    private final Map<String, Set<Integer>> finished = new HashMap<>();

    /**
     * Judges by what the log says.
     *
     * @param partitions how many partitions match VMs
     */
    public VolumesAreFreedWithProof(UpdateTracker updateTracker, int partitions) {
        this.updateTracker = updateTracker;
        this.partitions = partitions;
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof RolloutEvent event && event.getType() == RolloutEventType.FAN_OUT_FINISHED) {
            finished.computeIfAbsent(event.getChangeId(), added -> new HashSet<>())
                    .add(event.getPartition());
        }
    }

    @Override
    public void deleting(Site site, String volume) {
        for (UpdateTracker.Told update : updateTracker.updates()) {
            boolean away = update.last().getReplacements().stream().anyMatch(moved -> isFrom(moved, site, volume));
            if (away && !update.isEnded()) {
                throw violated("Volume " + volume + " of " + site.id() + " is deleted, and update "
                        + update.last().getUpdateId() + " away from it is in phase " + update.phase());
            }
            int scanned =
                    finished.getOrDefault(update.last().getChangeId(), Set.of()).size();
            if (away && scanned < partitions) {
                throw violated("Volume " + volume + " of " + site.id() + " is deleted, and only " + scanned + " of "
                        + partitions + " partitions have matched change "
                        + update.last().getChangeId());
            }
        }
    }

    private static boolean isFrom(Replacement replacement, Site site, String volume) {
        return replacement.getFrom().getStore().equals(site.store())
                && replacement.getFrom().getVolume().equals(volume);
    }
}
