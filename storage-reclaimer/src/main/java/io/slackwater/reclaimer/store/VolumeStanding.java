package io.slackwater.reclaimer.store;

import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.Volume;
import java.util.List;

/**
 * A volume and what keeps it, as its store's machine knows it.
 *
 * @param superseded whether Slackwater may think of deleting it
 * @param holders everything in the inventory that refers to it, and every hold
 */
public record VolumeStanding(Volume volume, boolean superseded, List<Blocker> holders) {

    public VolumeStanding {
        holders = List.copyOf(holders);
    }
}
