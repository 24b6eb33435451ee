package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.host.StoreMarkerState;
import io.slackwater.reclaimer.rows.StorePoolRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads what is known of markers for queries, which come by other threads than the task's: from the rows alone. */
public record MarkerTables(
        ReadOnlyKeyValueStore<String, String> markers,
        ReadOnlyKeyValueStore<String, String> read,
        ReadOnlyKeyValueStore<String, String> listings) {

    private static final int NAMED = 10;

    /**
     * Returns what is known of a store's marker.
     *
     * @param pools the store as its hosts have it, by host
     * @param confirmedAt when a person said which hosts share the store: a host that was declared later is not covered by that;
     *     {@link Instant#MIN} where nobody did
     */
    StoreMarkerState of(String store, Map<String, StorePoolRow> pools, Instant confirmedAt) {
        String number = markers.get(MarkerRepository.numberKey(store));
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
        try (KeyValueIterator<String, String> rows =
                read.range(MarkerRepository.number(-1), MarkerRepository.number(number))) {
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
}
