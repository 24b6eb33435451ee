package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.StorePoolRow;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.topology.storage.index.FormerHosts;
import io.slackwater.topology.storage.index.HostsOfStores;
import io.slackwater.topology.storage.index.NeverSyncedHosts;
import io.slackwater.topology.storage.row.PoolRowMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Stores the hosts as every partition knows them, and which of them have which store. */
public final class HostRepository {

    private final KeyValueStore<String, HostRow> hosts;
    private final KeyValueStore<String, String> byStore;
    private final KeyValueStore<String, String> former;
    private final KeyValueStore<String, String> neverSynced;
    private final KeyValueStore<String, String> contactSince;
    private final MarkerRepository markers;
    private final DecisionRepository.Reading decisions;
    private final FormerHosts formerHosts = new FormerHosts();
    private final NeverSyncedHosts neverSyncedHosts = new NeverSyncedHosts();
    private final HostsOfStores<Pool> pools;

    /** A store as a host has it. */
    private record Pool(StoreHost host, StorePoolRow row) {}

    HostRepository(
            KeyValueStore<String, HostRow> hosts,
            KeyValueStore<String, String> byStore,
            KeyValueStore<String, String> former,
            KeyValueStore<String, String> neverSynced,
            KeyValueStore<String, String> contactSince,
            MarkerRepository markers,
            DecisionRepository.Reading decisions) {
        this.hosts = hosts;
        this.byStore = byStore;
        this.former = former;
        this.neverSynced = neverSynced;
        this.contactSince = contactSince;
        this.markers = markers;
        this.decisions = decisions;
        this.pools = new HostsOfStores<>(this::read);
        try (KeyValueIterator<String, String> rows = former.all()) {
            rows.forEachRemaining(row -> {
                List<String> key = CompoundKeys.parts(row.key);
                formerHosts.add(key.get(0), key.get(1), Instant.parse(row.value));
            });
        }
        try (KeyValueIterator<String, String> rows = neverSynced.all()) {
            rows.forEachRemaining(
                    row -> neverSyncedHosts.put(row.key, hosts.get(row.key).getDeclaredAt()));
        }
    }

    /**
     * What a host event changed.
     *
     * @param stores whose conditions it may have changed
     * @param everywhere whether every store may have waited for the host
     */
    public record Change(Set<String> stores, boolean everywhere) {}

    /**
     * Takes a host event and returns whose conditions it may have changed.
     *
     * @param hasVolumes whether a store has volumes that may wait for hosts
     */
    public Change apply(HostEvent event, Predicate<String> hasVolumes) {
        markers.complete(hosts);
        if (event.getType() == HostEventType.MARKED) {
            return new Change(markers.marked(event), false);
        }
        String hostId = event.getHostId();
        HostRow before = hosts.get(hostId);
        HostRow after = HostRowChanges.next(before, event);
        Set<String> touched = storesChanged(hostId, before, after, event.getOccurredAt());
        touched.addAll(markers.host(hostId, before, after));
        boolean wasAwaited = neverSyncedHosts.isNamed(hostId);
        keepWhetherSynced(hostId, after);
        if (after == null) {
            touched.addAll(forget(hostId));
            hosts.delete(hostId);
            contactSince.delete(hostId);
        } else {
            hosts.put(hostId, after);
            if (before == null || !before.getContact().equals(after.getContact())) {
                contactSince.put(hostId, event.getOccurredAt().toString());
            }
        }
        markers.readSince(before, after, hasVolumes).stream()
                .filter(store -> !isAwaited(store))
                .forEach(touched::add);
        boolean isUnsynced = after != null && !after.getEverSynced();
        return new Change(touched, wasAwaited && !isUnsynced);
    }

    /** Returns the stores that the host had or has. */
    private Set<String> storesChanged(String hostId, @Nullable HostRow before, @Nullable HostRow after, Instant when) {
        Set<String> touched = new TreeSet<>(storesOf(before));
        touched.addAll(storesOf(after));
        for (String store : touched) {
            boolean hadIt = storesOf(before).contains(store);
            boolean hasIt = storesOf(after).contains(store);
            if (hadIt != hasIt) {
                note(store, hostId, hasIt, when);
            }
            pools.put(store, hostId, hasIt && after != null ? pool(store, hostId, after) : null);
        }
        return touched;
    }

    private void note(String store, String hostId, boolean hasIt, Instant when) {
        String key = CompoundKeys.of(store, hostId);
        if (hasIt) {
            byStore.put(key, "");
            former.delete(key);
            formerHosts.remove(store, hostId);
        } else {
            byStore.delete(key);
            former.put(key, when.toString());
            formerHosts.add(store, hostId, when);
        }
    }

    private void keepWhetherSynced(String hostId, @Nullable HostRow after) {
        if (after == null || after.getEverSynced()) {
            if (neverSyncedHosts.remove(hostId)) {
                neverSynced.delete(hostId);
            }
        } else {
            neverSynced.put(hostId, "");
            neverSyncedHosts.put(hostId, after.getDeclaredAt());
        }
    }

    /** Of a retired host it does not matter any more what it had. Returns the stores that it had. */
    private Set<String> forget(String hostId) {
        Set<String> stores = formerHosts.storesOf(hostId);
        for (String store : stores) {
            former.delete(CompoundKeys.of(store, hostId));
            formerHosts.remove(store, hostId);
        }
        return stores;
    }

    /** Returns the hosts of a store. */
    public StoreHosts of(String store) {
        HostsOfStores.Pools<Pool> known = pools.of(store);
        Instant confirmedAt = decisions.confirmedAt(store);
        List<String> left = formerHosts.of(store).entrySet().stream()
                .filter(host -> host.getValue().isAfter(confirmedAt))
                .map(Map.Entry::getKey)
                .toList();
        Instant covered = covered(store);
        return new StoreHosts(
                known.all().stream().map(Pool::host).toList(),
                left,
                decisions.confirmedHosts(store),
                neverSyncedHosts.declaredAfter(covered),
                markers.of(
                        store,
                        known.all().stream().map(Pool::row).toList(),
                        hostId -> isShown(known, hostId),
                        covered));
    }

    /** Whether the marker of a store waits for some host to be read. */
    private boolean isAwaited(String store) {
        HostsOfStores.Pools<Pool> known = pools.of(store);
        return !markers.behind(store, hostId -> isShown(known, hostId), covered(store))
                .isEmpty();
    }

    /** Returns until when declared hosts are covered by what a person said; the beginning of time where nobody did. */
    private Instant covered(String store) {
        return decisions.confirmedHosts(store).isEmpty() ? Instant.MIN : decisions.confirmedAt(store);
    }

    private static boolean isShown(HostsOfStores.Pools<Pool> pools, String hostId) {
        Pool pool = pools.of(hostId);
        return pool != null && pool.row().getMarked();
    }

    private Map<String, Pool> read(String store) {
        Map<String, Pool> read = new TreeMap<>();
        for (String hostId : HostTables.byHost(byStore, store).keySet()) {
            read.put(hostId, pool(store, hostId, hosts.get(hostId)));
        }
        return read;
    }

    private static Pool pool(String store, String hostId, HostRow host) {
        StorePoolRow row = host.getStores().get(store);
        return new Pool(PoolRowMapper.host(hostId, host, row), row);
    }

    private static Set<String> storesOf(@Nullable HostRow host) {
        return host == null ? Set.of() : host.getStores().keySet();
    }
}
