package io.slackwater.topology.storage.index;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of the stores that were asked for last. A store is read when it is asked for first; afterwards each host event
 * changes what is kept of its stores. For the thread of one task.
 *
 * @param <P> a store as one host has it
 */
public final class HostsOfStores<P> {

    private static final int STORES = 5_000;

    private final Function<String, Map<String, P>> reader;
    private final Map<String, Pools<P>> stores = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pools<P>> eldest) {
            return size() > STORES;
        }
    };

    /**
     * An empty cache.
     *
     * @param reader reads a store's pools by host
     */
    public HostsOfStores(Function<String, Map<String, P>> reader) {
        this.reader = reader;
    }

    /** Returns a store as its hosts have it. */
    public Pools<P> of(String store) {
        return stores.computeIfAbsent(store, first -> new Pools<>(reader.apply(first)));
    }

    /**
     * Takes note of what a host has.
     *
     * @param pool null where it does not have the store any more
     */
    public void put(String store, String hostId, @Nullable P pool) {
        Pools<P> known = stores.get(store);
        if (known != null) {
            known.put(hostId, pool);
        }
    }

    /** A store as its hosts have it, by host. */
    public static final class Pools<P> {

        private final NavigableMap<String, P> byHost;
        private @Nullable List<P> list;

        private Pools(Map<String, P> read) {
            byHost = new TreeMap<>(read);
        }

        /** Returns a host's; null where it does not have the store. */
        public @Nullable P of(String hostId) {
            return byHost.get(hostId);
        }

        /** Returns them in the order of the hosts' ids. */
        public List<P> all() {
            List<P> known = list;
            if (known == null) {
                Collection<P> pools = byHost.values();
                known = List.copyOf(pools);
                list = known;
            }
            return known;
        }

        private void put(String hostId, @Nullable P pool) {
            if (pool == null) {
                byHost.remove(hostId);
            } else {
                byHost.put(hostId, pool);
            }
            list = null;
        }
    }
}
