package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.StorePoolRow;
import io.slackwater.topology.storage.row.PoolRowMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the hosts of a store for queries, which come by other threads than the task's: from its rows alone. */
public record HostTables(
        ReadOnlyKeyValueStore<String, HostRow> hosts,
        ReadOnlyKeyValueStore<String, String> byStore,
        ReadOnlyKeyValueStore<String, String> former,
        ReadOnlyKeyValueStore<String, String> neverSynced,
        MarkerTables markers,
        DecisionRepository.Reading decisions) {

    private static final int NEVER_SYNCED_NAMED = 10;

    /** Returns the hosts of a store. */
    public StoreHosts of(String store) {
        List<StoreHost> found = new ArrayList<>();
        Map<String, StorePoolRow> pools = new TreeMap<>();
        for (String hostId : byHost(byStore, store).keySet()) {
            HostRow host = hosts.get(hostId);
            StorePoolRow pool = host.getStores().get(store);
            pools.put(hostId, pool);
            found.add(PoolRowMapper.host(hostId, host, pool));
        }
        Instant confirmedAt = decisions.confirmedAt(store);
        List<String> left = new ArrayList<>();
        byHost(former, store).forEach((hostId, since) -> {
            if (Instant.parse(since).isAfter(confirmedAt)) {
                left.add(hostId);
            }
        });
        List<String> confirmed = decisions.confirmedHosts(store);
        Instant covered = confirmed.isEmpty() ? Instant.MIN : confirmedAt;
        return new StoreHosts(found, left, confirmed, unheardOf(covered), markers.of(store, pools, covered));
    }

    /** Returns hosts that were never synced, and declared after what a person said covers, the last first. */
    private List<String> unheardOf(Instant covered) {
        List<KeyValue<Instant, String>> found = new ArrayList<>();
        try (KeyValueIterator<String, String> rows = neverSynced.all()) {
            while (rows.hasNext()) {
                String hostId = rows.next().key;
                found.add(KeyValue.pair(hosts.get(hostId).getDeclaredAt(), hostId));
            }
        }
        return found.stream()
                .filter(host -> host.key.isAfter(covered))
                .sorted(Comparator.<KeyValue<Instant, String>, Instant>comparing(host -> host.key)
                        .reversed()
                        .thenComparing(host -> host.value))
                .limit(NEVER_SYNCED_NAMED)
                .map(host -> host.value)
                .toList();
    }

    /** Returns the rows of a store, by host. */
    static Map<String, String> byHost(ReadOnlyKeyValueStore<String, String> byStore, String store) {
        Map<String, String> found = new TreeMap<>();
        try (KeyValueIterator<String, String> rows =
                byStore.prefixScan(CompoundKeys.prefix(store), new StringSerializer())) {
            rows.forEachRemaining(row -> found.put(CompoundKeys.parts(row.key).get(1), row.value));
        }
        return found;
    }
}
