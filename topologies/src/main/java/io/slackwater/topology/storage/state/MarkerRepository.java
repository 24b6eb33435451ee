package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.host.StoreMarkerState;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.StorePoolRow;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
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

    private final KeyValueStore<String, String> markers;
    private final KeyValueStore<String, String> read;
    private final KeyValueStore<String, String> listings;

    MarkerRepository(
            KeyValueStore<String, String> markers,
            KeyValueStore<String, String> read,
            KeyValueStore<String, String> listings) {
        this.markers = markers;
        this.read = read;
        this.listings = listings;
    }

    Reading reading() {
        return new Reading(markers, read, listings);
    }

    /** Takes in the hosts that an earlier version knew, which did not say what they had read. */
    void complete(ReadOnlyKeyValueStore<String, HostRow> hosts) {
        if (read.get(IS_WHOLE) == null) {
            try (KeyValueIterator<String, HostRow> rows = hosts.all()) {
                rows.forEachRemaining(row -> read.put(
                        readKey(row.key, row.value), row.value.getDeclaredAt().toString()));
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
        String number = Long.toString((count == null ? 0 : Long.parseLong(count)) + 1);
        markers.put(key, number);
        markers.put(COUNT, number);
        Set<String> stores =
                event.getStores().stream().map(HostStore::getStore).collect(Collectors.toCollection(TreeSet::new));
        stores.forEach(store -> {
            markers.put(CompoundKeys.of(STORE, store), number);
            markers.put(CompoundKeys.of(NUMBER, number(Long.parseLong(number)), store), "");
        });
        return stores;
    }

    /**
     * Returns the stores whose events of markers a host's sync began after, other than the sync before; of a host that was retired, all
     * that it was not read after.
     */
    Set<String> readSince(@Nullable HostRow before, @Nullable HostRow after) {
        Set<String> stores = new TreeSet<>();
        if (before == null) {
            return stores;
        }
        String from = CompoundKeys.of(NUMBER, number(before.getMarkersRead() + 1));
        String to = CompoundKeys.of(NUMBER, number(after == null ? Long.MAX_VALUE - 1 : after.getMarkersRead() + 1));
        if (from.compareTo(to) < 0) {
            try (KeyValueIterator<String, String> rows = markers.range(from, to)) {
                rows.forEachRemaining(
                        row -> stores.add(CompoundKeys.parts(row.key).get(2)));
            }
        }
        return stores;
    }

    /**
     * Takes note of a host as it is after an event.
     *
     * @return other stores that are suspected to be the same directory as one of the host's, or were
     */
    Set<String> host(String hostId, @Nullable HostRow before, @Nullable HostRow after) {
        Set<String> touched = new TreeSet<>();
        if (before != null) {
            read.delete(readKey(hostId, before));
            listingKeys(hostId, before).forEach(key -> {
                listings.delete(key);
                touched.add(key);
            });
        }
        if (after != null) {
            read.put(readKey(hostId, after), after.getDeclaredAt().toString());
            listingKeys(hostId, after).forEach(key -> {
                listings.put(key, "");
                // What was the same before changes nothing.
                if (!touched.remove(key)) {
                    touched.add(key);
                }
            });
        }
        return touched.stream()
                .flatMap(key -> others(listings, CompoundKeys.parts(key).get(0), "").stream())
                .map(key -> CompoundKeys.parts(key).get(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String readKey(String hostId, HostRow host) {
        return CompoundKeys.of(number(host.getMarkersRead()), hostId);
    }

    /** Returns a count as text that sorts by it; that of a host of which nobody said any is the least. */
    private static String number(long count) {
        return "%019d".formatted(Math.max(0, count + 1));
    }

    private static List<String> listingKeys(String hostId, HostRow host) {
        List<String> keys = new ArrayList<>();
        for (Map.Entry<String, StorePoolRow> store : host.getStores().entrySet()) {
            StorePoolRow pool = store.getValue();
            if (!pool.getMarked() && !pool.getListing().isEmpty()) {
                keys.add(CompoundKeys.of(pool.getListing(), store.getKey(), hostId, pool.getPool()));
            }
        }
        return keys;
    }

    private static List<String> others(ReadOnlyKeyValueStore<String, String> listings, String listing, String store) {
        List<String> found = new ArrayList<>();
        try (KeyValueIterator<String, String> rows =
                listings.prefixScan(CompoundKeys.prefix(listing), new StringSerializer())) {
            while (rows.hasNext() && found.size() < NAMED) {
                String key = rows.next().key;
                if (!CompoundKeys.parts(key).get(1).equals(store)) {
                    found.add(key);
                }
            }
        }
        return found;
    }

    /** Reads what is known of markers. */
    public static final class Reading {

        private final ReadOnlyKeyValueStore<String, String> markers;
        private final ReadOnlyKeyValueStore<String, String> read;
        private final ReadOnlyKeyValueStore<String, String> listings;

        public Reading(
                ReadOnlyKeyValueStore<String, String> markers,
                ReadOnlyKeyValueStore<String, String> read,
                ReadOnlyKeyValueStore<String, String> listings) {
            this.markers = markers;
            this.read = read;
            this.listings = listings;
        }

        /**
         * Returns what is known of a store's marker.
         *
         * @param pools the store as its hosts have it, by host
         * @param confirmedAt when a person said which hosts share the store: a host that was declared later is not covered by that;
         *     {@link Instant#MIN} where nobody did
         */
        StoreMarkerState of(String store, Map<String, StorePoolRow> pools, Instant confirmedAt) {
            String number = markers.get(CompoundKeys.of(STORE, store));
            Set<String> suspected = new TreeSet<>();
            pools.values().stream()
                    .filter(pool -> !pool.getMarked() && !pool.getListing().isEmpty())
                    .flatMap(pool -> others(listings, pool.getListing(), store).stream())
                    .map(CompoundKeys::parts)
                    .forEach(key -> suspected.add(key.get(2) + "/" + key.get(3)));
            return new StoreMarkerState(
                    number != null,
                    number == null ? List.of() : behind(Long.parseLong(number), pools, confirmedAt),
                    List.copyOf(suspected));
        }

        /** Returns hosts whose last sync began before an event was read; those that show the store are known to have it. */
        private List<String> behind(long number, Map<String, StorePoolRow> pools, Instant confirmedAt) {
            List<String> found = new ArrayList<>();
            try (KeyValueIterator<String, String> rows = read.range(number(-1), number(number))) {
                while (rows.hasNext() && found.size() < NAMED) {
                    KeyValue<String, String> row = rows.next();
                    String hostId = CompoundKeys.parts(row.key).get(1);
                    StorePoolRow pool = pools.get(hostId);
                    boolean shows = pool != null && pool.getMarked();
                    if (!shows && Instant.parse(row.value).isAfter(confirmedAt)) {
                        found.add(hostId);
                    }
                }
            }
            return found;
        }
    }
}
