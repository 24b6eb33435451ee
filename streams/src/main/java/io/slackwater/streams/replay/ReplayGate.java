package io.slackwater.streams.replay;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Holds back the decisions of one task until its replay is over: what could be decided meanwhile was decided before, and stands
 * further on in the log.
 *
 * <p>That the replay is over is kept in a store of the task. So a task that goes on with its state is never held back, wherever it
 * goes on; and one that was stopped in the middle of a replay, or lost its state, is.
 */
public final class ReplayGate {

    private static final String IS_OVER = "is-over";
    private static final String YES = "yes";

    private final KeyValueStore<String, String> marks;
    private final Horizon horizon;
    private boolean isOpen;

    /**
     * The gate of a task, made when its processor is initialised.
     *
     * @param store the name of the task's store that {@link #store} built
     */
    public ReplayGate(ProcessingContext context, String store, Horizon horizon) {
        this.marks = context.getStateStore(store);
        this.horizon = horizon;
    }

    /** Returns the builder of a store that a gate keeps its mark in. */
    public static StoreBuilder<KeyValueStore<String, String>> store(String name) {
        // One row: not worth a database on disk. A restart reads it from the change log.
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.String());
    }

    /** Whether the task may decide. Asked before each decision: it opens between two records or ticks, and stays open. */
    public boolean isOpen() {
        if (!isOpen) {
            isOpen = marks.get(IS_OVER) != null || opensNow();
        }
        return isOpen;
    }

    private boolean opensNow() {
        if (!horizon.isReached()) {
            return false;
        }
        marks.put(IS_OVER, YES);
        return true;
    }
}
