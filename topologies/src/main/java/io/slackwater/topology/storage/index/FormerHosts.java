package io.slackwater.topology.storage.index;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The hosts that had a store and do not show it any more, by store and by host. For the thread of one task. */
public final class FormerHosts {

    private final Map<String, NavigableMap<String, Instant>> byStore = new HashMap<>();
    private final Map<String, Set<String>> byHost = new HashMap<>();

    /** Adds that a host does not show a store since a time. */
    public void add(String store, String hostId, Instant since) {
        byStore.computeIfAbsent(store, first -> new TreeMap<>()).put(hostId, since);
        byHost.computeIfAbsent(hostId, first -> new TreeSet<>()).add(store);
    }

    /** Takes out what was said of a host and a store. */
    public void remove(String store, String hostId) {
        NavigableMap<String, Instant> hosts = byStore.getOrDefault(store, new TreeMap<>());
        hosts.remove(hostId);
        if (hosts.isEmpty()) {
            byStore.remove(store);
        }
        Set<String> stores = byHost.getOrDefault(hostId, new TreeSet<>());
        stores.remove(store);
        if (stores.isEmpty()) {
            byHost.remove(hostId);
        }
    }

    /** Returns the hosts that had a store, by id, and since when each does not show it. */
    public Map<String, Instant> of(String store) {
        return byStore.getOrDefault(store, new TreeMap<>());
    }

    /** Returns the stores that a host had, as they are now. */
    public Set<String> storesOf(String hostId) {
        return Set.copyOf(byHost.getOrDefault(hostId, Set.of()));
    }
}
