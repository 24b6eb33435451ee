package io.slackwater.streams.view;

import io.slackwater.streams.replay.Horizon;
import java.util.function.Function;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the tasks that this instance has now. */
public final class LocalStores {

    private final KafkaStreams streams;
    private final Horizon horizon;

    public LocalStores(KafkaStreams streams, Horizon horizon) {
        this.streams = streams;
        this.horizon = horizon;
    }

    /**
     * Reads from a store, whichever of its partitions are here.
     *
     * @param what what is kept there, for a person
     * @throws StateNotLocalException if none of them is
     */
    public <T, R> R ask(String store, String what, Function<ReadOnlyKeyValueStore<String, T>, R> question) {
        return ask(StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore()), what, question);
    }

    /**
     * Reads from one partition of a store.
     *
     * @param what what is kept there, for a person
     * @throws StateNotLocalException if it is not here
     */
    public <T, R> R ask(
            String store, int partition, String what, Function<ReadOnlyKeyValueStore<String, T>, R> question) {
        StoreQueryParameters<ReadOnlyKeyValueStore<String, T>> parameters =
                StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore());
        return ask(parameters.withPartition(partition), what, question);
    }

    /**
     * Makes sure that what is kept is no older than this process.
     *
     * @throws StateNotLocalException if the log is still being read
     */
    public void requireWhole() {
        if (!horizon.isReached()) {
            throw new StateNotLocalException("This instance still reads the log: what it knows by now is old");
        }
    }

    private <T, R> R ask(
            StoreQueryParameters<ReadOnlyKeyValueStore<String, T>> parameters,
            String what,
            Function<ReadOnlyKeyValueStore<String, T>, R> question) {
        KafkaStreams.State state = streams.state();
        if (!state.isRunningOrRebalancing()) {
            throw new StateNotLocalException("This instance is not ready: its state is " + state);
        }
        try {
            return question.apply(streams.store(parameters));
        } catch (InvalidStateStoreException elsewhere) {
            throw new StateNotLocalException(
                    "This instance does not keep " + what + " now; another one does, or they are on their way",
                    elsewhere);
        }
    }
}
