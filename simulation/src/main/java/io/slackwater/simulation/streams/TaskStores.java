package io.slackwater.simulation.streams;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The state stores of one task. They outlive the task, as Kafka Streams restores them from their change logs. */
public final class TaskStores {

    private final Map<String, MapStore<?>> stores = new TreeMap<>();
    private final Function<String, MapStore<?>> made;

    /** The stores of a task that has none yet. */
    public TaskStores() {
        this(MapStore::new);
    }

    /** The same, each store made by its name. */
    TaskStores(Function<String, MapStore<?>> made) {
        this.made = made;
    }

    /** Returns the store of that name, empty where nothing was ever put. */
    @SuppressWarnings("unchecked") // its users agree on what a store holds, as in a topology
    public <V> MapStore<V> store(String name) {
        return (MapStore<V>) stores.computeIfAbsent(name, made);
    }

    /** Loses everything. */
    public void clear() {
        stores.clear();
    }
}
