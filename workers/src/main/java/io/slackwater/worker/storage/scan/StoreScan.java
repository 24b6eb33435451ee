package io.slackwater.worker.storage.scan;

import io.slackwater.domain.adoption.ContentMatch;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.hypervisor.Volume;
import java.util.List;

/**
 * What a scan found in a store.
 *
 * @param unasked hosts that could not be asked, so that nobody knows what they refer to
 */
public record StoreScan(List<Found> volumes, List<Blocker> unasked) {

    public StoreScan {
        volumes = List.copyOf(volumes);
        unasked = List.copyOf(unasked);
    }

    /**
     * A volume of the store.
     *
     * @param chain the paths that it is backed by, the nearest first
     * @param backs how many volumes it backs, at whatever depth
     * @param references what refers to it, or may; looked for only where it is matched with something, and nothing that does is known already
     */
    public record Found(Volume volume, ContentMatch match, List<String> chain, int backs, List<Blocker> references) {
        public Found {
            chain = List.copyOf(chain);
            references = List.copyOf(references);
        }
    }
}
