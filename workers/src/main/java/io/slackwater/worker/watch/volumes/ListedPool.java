package io.slackwater.worker.watch.volumes;

import io.slackwater.schemas.StoreVolume;
import java.util.Map;

/**
 * A pool as its host has it, as records.
 *
 * @param listing the record of the listing
 * @param volumes the records of the volumes, by name; none where the pool is not active
 */
public record ListedPool(StoreVolume listing, Map<String, StoreVolume> volumes) {

    public ListedPool {
        volumes = Map.copyOf(volumes);
    }
}
