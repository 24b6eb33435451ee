package io.slackwater.simulation.streams;

import java.util.Map;
import java.util.TreeMap;

/** The state stores of one task. They outlive the task, as Kafka Streams restores them from their change logs. */
public final class TaskStores {

    private final Map<String, MapStore<?>> stores = new TreeMap<>();

    /** Returns the store of that name, empty where nothing was ever put. */
    @SuppressWarnings("unchecked") // its users agree on what a store holds, as in a topology
    public <V> MapStore<V> store(String name) {
        return (MapStore<V>) stores.computeIfAbsent(name, MapStore::new);
    }

    /** Loses everything. */
    public void clear() {
        stores.clear();
    }
}
