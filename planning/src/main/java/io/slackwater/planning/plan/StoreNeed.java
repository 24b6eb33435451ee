package io.slackwater.planning.plan;

import io.slackwater.planning.fleet.Part;
import io.slackwater.planning.fleet.StoreInfo;
import java.util.List;
import java.util.Optional;

/**
 * What a store needs.
 *
 * @param missing the portion versions that are not there yet
 * @param overlays how many new overlays its VMs get, which are small at first and grow
 * @param fact what a host said of the store; empty where none did
 * @param reserve the bytes that staging leaves free; 0 where the store's capacity is not known
 * @param suspected ids of other stores that are probably the same directory: nobody has marked them, and each is counted for itself
 */
public record StoreNeed(
        String store,
        List<Part> missing,
        int overlays,
        Optional<StoreInfo> fact,
        long reserve,
        List<String> suspected) {

    public StoreNeed {
        missing = List.copyOf(missing);
        suspected = List.copyOf(suspected);
    }

    /** Returns how many bytes are to be staged. */
    public long bytes() {
        return missing.stream().mapToLong(Part::size).sum();
    }

    /** Whether there is room; empty where nobody said how much there is. */
    public Optional<Boolean> fits() {
        return fact.map(known -> bytes() == 0 || bytes() + reserve <= known.available());
    }
}
