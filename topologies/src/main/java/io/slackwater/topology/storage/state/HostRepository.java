package io.slackwater.topology.storage.state;

import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.host.StoreHost.Contact;
import io.slackwater.domain.storage.host.StoreHost.Marker;
import io.slackwater.domain.storage.host.StoreHost.Mode;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.rows.StorePoolRow;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.topology.storage.row.PoolRowMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** The hosts as every partition knows them, and which of them have which store. */
public final class HostRepository {

    private static final int NEVER_SYNCED_NAMED = 10;

    private final KeyValueStore<String, HostRow> hosts;
    private final KeyValueStore<String, String> byStore;
    private final KeyValueStore<String, String> former;
    private final KeyValueStore<String, String> neverSynced;
    private final KeyValueStore<String, String> contactSince;
    private final MarkerRepository markers;
    private final DecisionRepository.Reading decisions;

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
    }

    /** What a host event changed. */
    public record Change(Set<String> stores, boolean everywhere) {}

    /** Takes a host event and returns whose conditions it may have changed. */
    public Change apply(HostEvent event) {
        markers.complete(hosts);
        if (event.getType() == HostEventType.MARKED) {
            return new Change(markers.marked(event), false);
        }
        String hostId = event.getHostId();
        HostRow before = hosts.get(hostId);
        HostRow after = next(before, event);
        Set<String> touched = new TreeSet<>(storesOf(before));
        touched.addAll(storesOf(after));
        for (String store : touched) {
            boolean hadIt = storesOf(before).contains(store);
            boolean hasIt = storesOf(after).contains(store);
            if (hadIt != hasIt) {
                note(CompoundKeys.of(store, hostId), hasIt, event.getOccurredAt());
            }
        }
        touched.addAll(markers.host(hostId, before, after));
        boolean wasUnsynced = neverSynced.get(hostId) != null;
        boolean isUnsynced = after != null && !after.getEverSynced();
        if (isUnsynced) {
            neverSynced.put(hostId, "");
        } else {
            neverSynced.delete(hostId);
        }
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
        markers.readSince(before, after).stream()
                .filter(store -> of(store).marks().behind().isEmpty())
                .forEach(touched::add);
        return new Change(touched, wasUnsynced && !isUnsynced);
    }

    private void note(String key, boolean hasIt, Instant when) {
        if (hasIt) {
            byStore.put(key, "");
            former.delete(key);
        } else {
            byStore.delete(key);
            former.put(key, when.toString());
        }
    }

    /** Of a retired host it does not matter any more what it had. Returns the stores that it had. */
    private Set<String> forget(String hostId) {
        Set<String> stores = new TreeSet<>();
        try (KeyValueIterator<String, String> rows = former.all()) {
            rows.forEachRemaining(row -> {
                List<String> key = CompoundKeys.parts(row.key);
                if (key.get(1).equals(hostId)) {
                    stores.add(key.get(0));
                }
            });
        }
        stores.forEach(store -> former.delete(CompoundKeys.of(store, hostId)));
        return stores;
    }

    public StoreHosts of(String store) {
        return new Tables(hosts, byStore, former, neverSynced, markers.reading(), decisions).of(store);
    }

    /** The rows that a repository keeps, to be read. */
    public record Tables(
            ReadOnlyKeyValueStore<String, HostRow> hosts,
            ReadOnlyKeyValueStore<String, String> byStore,
            ReadOnlyKeyValueStore<String, String> former,
            ReadOnlyKeyValueStore<String, String> neverSynced,
            MarkerRepository.Reading markers,
            DecisionRepository.Reading decisions) {

        /** Returns the hosts of a store. */
        public StoreHosts of(String store) {
            List<StoreHost> found = new ArrayList<>();
            Map<String, StorePoolRow> pools = new TreeMap<>();
            for (String hostId : byHost(byStore, store).keySet()) {
                HostRow host = hosts.get(hostId);
                StorePoolRow pool = host.getStores().get(store);
                pools.put(hostId, pool);
                found.add(host(hostId, host, pool));
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

        /** Returns hosts that were never synced, and declared after what a person said covers. */
        private List<String> unheardOf(Instant covered) {
            List<String> found = new ArrayList<>();
            try (KeyValueIterator<String, String> rows = neverSynced.all()) {
                while (rows.hasNext() && found.size() < NEVER_SYNCED_NAMED) {
                    String hostId = rows.next().key;
                    if (hosts.get(hostId).getDeclaredAt().isAfter(covered)) {
                        found.add(hostId);
                    }
                }
            }
            return found;
        }
    }

    private static Map<String, String> byHost(ReadOnlyKeyValueStore<String, String> byStore, String store) {
        Map<String, String> found = new TreeMap<>();
        try (KeyValueIterator<String, String> rows =
                byStore.prefixScan(CompoundKeys.prefix(store), new StringSerializer())) {
            rows.forEachRemaining(row -> found.put(CompoundKeys.parts(row.key).get(1), row.value));
        }
        return found;
    }

    private static StoreHost host(String hostId, HostRow host, StorePoolRow pool) {
        return new StoreHost(
                hostId,
                host.getUri(),
                host.getFurtherUris(),
                Mode.valueOf(host.getMode()),
                Contact.valueOf(host.getContact()),
                pool.getPool(),
                pool.getPoolType(),
                pool.getActive(),
                new Marker(pool.getMarked(), pool.getMarkFailure(), pool.getOtherPools()));
    }

    /** Returns the host after an event; null where it does not count any more. */
    private static @Nullable HostRow next(@Nullable HostRow before, HostEvent event) {
        if (before == null && event.getType() != HostEventType.DECLARED) {
            // Late news of a retired host.
            return null;
        }
        HostRow known = before != null ? before : unknown();
        return switch (event.getType()) {
            case DECLARED -> declared(known, event);
            case REACHABLE -> withContact(known, Contact.NOT_SYNCED);
            case UNREACHABLE -> withContact(known, Contact.UNREACHABLE);
            case SYNCED ->
                new HostRow(
                        known.getUri(),
                        known.getMode(),
                        Contact.SYNCED.name(),
                        true,
                        PoolRowMapper.of(event.getStores(), known.getStores()),
                        event.getMarkersRead(),
                        known.getDeclaredAt(),
                        known.getFurtherUris());
            case RETIRED -> null;
            case UNKNOWN, MARKED, IDENTIFIED, CLAIMED -> before;
        };
    }

    private static HostRow unknown() {
        return HostRow.newBuilder()
                .setUri("")
                .setMode(Mode.OBSERVE.name())
                .setContact(Contact.NOT_SYNCED.name())
                .setEverSynced(false)
                .setStores(Map.of())
                .build();
    }

    /** A host that is declared again with another URI is another machine until it is synced. */
    private static HostRow declared(HostRow known, HostEvent event) {
        String uri = event.getUri().orElse("");
        boolean isMoved = !known.getUri().equals(uri);
        Mode mode = CommonMapper.known(Mode.class, event.getMode(), Mode.OBSERVE);
        return new HostRow(
                uri,
                mode.name(),
                isMoved ? Contact.NOT_SYNCED.name() : known.getContact(),
                known.getEverSynced(),
                known.getStores(),
                isMoved ? -1L : known.getMarkersRead(),
                isMoved ? event.getOccurredAt() : known.getDeclaredAt(),
                event.getFurtherUris());
    }

    private static HostRow withContact(HostRow host, Contact contact) {
        return new HostRow(
                host.getUri(),
                host.getMode(),
                contact.name(),
                host.getEverSynced(),
                host.getStores(),
                host.getMarkersRead(),
                host.getDeclaredAt(),
                host.getFurtherUris());
    }

    private static Set<String> storesOf(@Nullable HostRow host) {
        return host == null ? Set.of() : host.getStores().keySet();
    }
}
