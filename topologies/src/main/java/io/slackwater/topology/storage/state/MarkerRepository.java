package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.host.StoreMarkerState;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.StorePoolRow;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostStore;
import io.slackwater.topology.storage.index.FirstRows;
import io.slackwater.topology.storage.index.MarkerReads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The events of the stores' markers in the order of the log, and after how many of them each host was read last. All have one record key,
 * so every reader counts them alike: a host that was read after the event of a store's marker shows the store, or does not have it.
 */
public final class MarkerRepository {

    private static final String EVENT = "event";
    private static final String STORE = "store";
    private static final String NUMBER = "number";
    private static final String COUNT = CompoundKeys.of("count");
    /** Sorts after every row of a host. */
    private static final String IS_WHOLE = "whole";

    private static final int NAMED = 10;
    private static final int LISTINGS = 1_000;

    private final KeyValueStore<String, String> markers;
    private final KeyValueStore<String, String> read;
    private final FirstRows<String> listings;
    private final MarkerReads reads = new MarkerReads();

    MarkerRepository(
            KeyValueStore<String, String> markers,
            KeyValueStore<String, String> read,
            KeyValueStore<String, String> listings) {
        this.markers = markers;
        this.read = read;
        this.listings = new FirstRows<>(listings, LISTINGS);
        try (KeyValueIterator<String, String> rows = markers.all()) {
            rows.forEachRemaining(row -> {
                List<String> key = CompoundKeys.parts(row.key);
                if (key.get(0).equals(STORE)) {
                    reads.marked(key.get(1), Long.parseLong(row.value));
                } else if (key.get(0).equals(NUMBER)) {
                    reads.marked(key.get(2), Long.parseLong(key.get(1)) - 1);
                }
            });
        }
        try (KeyValueIterator<String, String> rows = read.all()) {
            rows.forEachRemaining(row -> {
                List<String> key = CompoundKeys.parts(row.key);
                if (!row.key.equals(IS_WHOLE)) {
                    reads.put(key.get(1), Long.parseLong(key.get(0)) - 1, Instant.parse(row.value));
                }
            });
        }
    }

    /** Takes in the hosts that an earlier version knew, which did not say what they had read. */
    void complete(ReadOnlyKeyValueStore<String, HostRow> hosts) {
        if (read.get(IS_WHOLE) == null) {
            try (KeyValueIterator<String, HostRow> rows = hosts.all()) {
                rows.forEachRemaining(row -> keepRead(row.key, row.value));
            }
            read.put(IS_WHOLE, "");
        }
    }

    /** Counts an event of a marker, once. Returns the stores that it is about. */
    Set<String> marked(HostEvent event) {
        String key = CompoundKeys.of(EVENT, event.getMarker().orElse(""));
        if (markers.get(key) != null) {
            return Set.of();
        }
        String count = markers.get(COUNT);
        long number = (count == null ? 0 : Long.parseLong(count)) + 1;
        markers.put(key, Long.toString(number));
        markers.put(COUNT, Long.toString(number));
        Set<String> stores =
                event.getStores().stream().map(HostStore::getStore).collect(Collectors.toCollection(TreeSet::new));
        stores.forEach(store -> {
            markers.put(numberKey(store), Long.toString(number));
            markers.put(CompoundKeys.of(NUMBER, number(number), store), "");
            reads.marked(store, number);
        });
        return stores;
    }

    /**
     * Returns the stores whose events of markers a host's sync began after, other than the sync before; of a host that was retired, all
     * that it was not read after.
     *
     * @param isWanted of which stores
     */
    Collection<String> readSince(@Nullable HostRow before, @Nullable HostRow after, Predicate<String> isWanted) {
        return before == null
                ? List.of()
                : reads.markedBetween(
                        before.getMarkersRead(), after == null ? Long.MAX_VALUE : after.getMarkersRead(), isWanted);
    }

    /**
     * Takes note of a host as it is after an event.
     *
     * @return other stores that are suspected to be the same directory as one of the host's, or were
     */
    Set<String> host(String hostId, @Nullable HostRow before, @Nullable HostRow after) {
        if (before != null && (after == null || !readKey(hostId, before).equals(readKey(hostId, after)))) {
            read.delete(readKey(hostId, before));
            reads.remove(hostId);
        }
        if (after != null) {
            keepRead(hostId, after);
        }
        Set<String> listedBefore = before == null ? Set.of() : listingKeys(hostId, before);
        Set<String> listedAfter = after == null ? Set.of() : listingKeys(hostId, after);
        Set<String> touched = new TreeSet<>();
        for (String key : listedBefore) {
            if (!listedAfter.contains(key)) {
                listings.delete(listingOf(key), key);
                touched.add(key);
            }
        }
        for (String key : listedAfter) {
            if (!listedBefore.contains(key)) {
                listings.put(listingOf(key), key, "");
                touched.add(key);
            }
        }
        return touched.stream()
                .flatMap(key -> others(CompoundKeys.parts(key).get(0), "").stream())
                .map(key -> key.get(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Returns what is known of a store's marker.
     *
     * @param pools the store as its hosts have it
     * @param isShown whether a host shows the marker
     * @param covered when a person said which hosts share the store: a host that was declared later is not covered by that; {@link
     *     Instant#MIN} where nobody did
     */
    StoreMarkerState of(String store, Collection<StorePoolRow> pools, Predicate<String> isShown, Instant covered) {
        Set<String> suspected = pools.stream()
                .filter(pool -> !pool.getMarked() && !pool.getListing().isEmpty())
                .map(StorePoolRow::getListing)
                .distinct()
                .flatMap(listing -> others(listing, store).stream())
                .map(key -> key.get(2) + "/" + key.get(3))
                .collect(Collectors.toCollection(TreeSet::new));
        return new StoreMarkerState(
                reads.numberOf(store).isPresent(), behind(store, isShown, covered), List.copyOf(suspected));
    }

    /** Returns hosts whose last sync began before the store's marker was known; those that show the store are known to have it. */
    List<String> behind(String store, Predicate<String> isShown, Instant covered) {
        return reads.numberOf(store)
                .map(number -> reads.readBefore(number, covered, isShown))
                .orElse(List.of());
    }

    static String numberKey(String store) {
        return CompoundKeys.of(STORE, store);
    }

    /** Returns a count as text that sorts by it; that of a host of which nobody said any is the least. */
    static String number(long count) {
        return "%019d".formatted(Math.max(0, count + 1));
    }

    private void keepRead(String hostId, HostRow host) {
        String declaredAt = host.getDeclaredAt().toString();
        read.put(readKey(hostId, host), declaredAt);
        reads.put(hostId, host.getMarkersRead(), Instant.parse(declaredAt));
    }

    private static String readKey(String hostId, HostRow host) {
        return CompoundKeys.of(number(host.getMarkersRead()), hostId);
    }

    private static Set<String> listingKeys(String hostId, HostRow host) {
        Set<String> keys = new TreeSet<>();
        for (Map.Entry<String, StorePoolRow> store : host.getStores().entrySet()) {
            StorePoolRow pool = store.getValue();
            if (!pool.getMarked() && !pool.getListing().isEmpty()) {
                keys.add(CompoundKeys.of(pool.getListing(), store.getKey(), hostId, pool.getPool()));
            }
        }
        return keys;
    }

    private static String listingOf(String key) {
        return CompoundKeys.prefix(CompoundKeys.parts(key).get(0));
    }

    /** Returns the first pools with a listing that other stores are, by the parts of their keys. */
    private List<List<String>> others(String listing, String store) {
        List<List<String>> found = new ArrayList<>();
        Iterator<KeyValue<String, String>> rows = listings.rows(CompoundKeys.prefix(listing));
        while (rows.hasNext() && found.size() < NAMED) {
            List<String> key = CompoundKeys.parts(rows.next().key);
            if (!key.get(1).equals(store)) {
                found.add(key);
            }
        }
        return found;
    }
}
