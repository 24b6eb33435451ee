package io.slackwater.reclaimer.hands;

import io.slackwater.reclaimer.volume.Artifact;
import io.slackwater.reclaimer.volume.Command;
import io.slackwater.reclaimer.volume.VolumeRef;
import java.util.List;
import java.util.Optional;

/**
 * A command as a hand took it.
 *
 * @param sites every host on the store, the one to act through first; never empty
 * @param artifact STAGE: what to upload; INSPECT, RECLAIM: what the volume must still hold, empty where nobody said
 */
public record Order(
        String commandId, Command.Type type, VolumeRef volume, List<Site> sites, Optional<Artifact> artifact) {

    /** A host and the name of the store's pool there. */
    public record Site(String hostId, String uri, String pool) {}

    public Order {
        sites = List.copyOf(sites);
    }

    Site through() {
        return sites.get(0);
    }
}
