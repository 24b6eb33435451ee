package io.slackwater.worker.watch;

import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Projects the host events to the state of each store's marker: which stores were seen with one, and as which store
 * each host's pools were marked. Events of markers have one record key, so that every reader reads them in one order,
 * and how many of them were read says which. Safe for use by several threads.
 */
public final class MarkerProjection {

    /** The record key of all events of markers. */
    static final String KEY = "store-markers";

    private final Set<String> read = new HashSet<>();
    private final Set<String> stores = new HashSet<>();
    private final Map<String, Map<String, Pool>> pools = new HashMap<>();
    private boolean whole;

    /** As which store a pool was marked when it showed a marker last, and whether it could be read since and showed none. */
    private record Pool(Optional<String> markedAs, boolean unmarked) {

        private Pool next(HostStore seen) {
            if (seen.getMarked()) {
                return new Pool(Optional.of(seen.getStore()), false);
            }
            return seen.getActive() ? new Pool(markedAs, true) : this;
        }
    }

    /** Takes an event of the log; one that comes twice counts once. */
    public synchronized void take(HostEvent event) {
        if (event.getType() == HostEventType.MARKED) {
            read.add(event.getMarker().orElse(""));
            event.getStores().forEach(store -> stores.add(store.getStore()));
        } else if (event.getType() == HostEventType.SYNCED) {
            Map<String, Pool> known = pools.computeIfAbsent(event.getHostId(), added -> new HashMap<>());
            event.getStores()
                    .forEach(seen -> known.put(
                            seen.getPool(),
                            known.getOrDefault(seen.getPool(), new Pool(Optional.empty(), false))
                                    .next(seen)));
        } else if (event.getType() == HostEventType.RETIRED) {
            pools.remove(event.getHostId());
        }
    }

    /** Takes note that all was read that the log had when the reading began. */
    public synchronized void caughtUp() {
        whole = true;
    }

    /** Whether all was read that the log had when the reading began: before that, nobody knows what was marked once. */
    synchronized boolean isWhole() {
        return whole;
    }

    /** Returns how many different events of markers were read. */
    synchronized long read() {
        return read.size();
    }

    /** Whether a store was seen with its marker. */
    synchronized boolean knows(String store) {
        return stores.contains(store);
    }

    /** Returns the store as which a pool was marked when it showed a marker last: one that shows none now may be another place. */
    synchronized Optional<String> markedAs(String hostId, String pool) {
        return pool(hostId, pool).flatMap(Pool::markedAs);
    }

    /** Whether a pool could be read and showed no marker when its host was read last. */
    synchronized boolean wasUnmarked(String hostId, String pool) {
        return pool(hostId, pool).filter(Pool::unmarked).isPresent();
    }

    private Optional<Pool> pool(String hostId, String pool) {
        return Optional.ofNullable(pools.getOrDefault(hostId, Map.of()).get(pool));
    }
}
