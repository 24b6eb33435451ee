package io.slackwater.executor.kafka;

import io.slackwater.executor.memory.StoredRollouts;
import io.slackwater.executor.rollout.Decree;
import io.slackwater.executor.rollout.Rollout;
import io.slackwater.executor.stored.StoredFreeze;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.executor.wire.WireRollouts;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the rollouts as the budget's task knows them. Of several instances one has that task. */
@Singleton
public final class RolloutView {

    private final KafkaStreams streams;

    RolloutView(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Says that another instance has the task, or that it is on its way from one to another. */
    public static final class NotHereException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotHereException(InvalidStateStoreException cause) {
            super("This instance does not keep the rollouts now; another one does, or they are on their way", cause);
        }
    }

    /**
     * Returns all rollouts, by change.
     *
     * @throws NotHereException if another instance knows them
     */
    public List<Rollout> all() {
        List<Rollout> all = new ArrayList<>();
        try (KeyValueIterator<String, StoredRollout> stored =
                this.<StoredRollout>store(Stores.ROLLOUTS).all()) {
            stored.forEachRemaining(entry -> all.add(StoredRollouts.restore(entry.value)));
        } catch (InvalidStateStoreException elsewhere) {
            throw new NotHereException(elsewhere);
        }
        return all;
    }

    /**
     * Returns a rollout, or empty where nothing was heard of that change.
     *
     * @throws NotHereException if another instance knows it
     */
    public Optional<Rollout> find(String changeId) {
        return this.<StoredRollout>get(Stores.ROLLOUTS, changeId).map(StoredRollouts::restore);
    }

    /**
     * Returns that the fleet is frozen, or empty.
     *
     * @throws NotHereException if another instance knows it
     */
    public Optional<Decree> freeze() {
        return this.<StoredFreeze>get(Stores.FREEZES, WireRollouts.FLEET)
                .map(stored -> new Decree(stored.getActor(), stored.getReason(), stored.getAt()));
    }

    private <T> Optional<T> get(String store, String key) {
        try {
            return Optional.ofNullable(this.<T>store(store).get(key));
        } catch (InvalidStateStoreException elsewhere) {
            throw new NotHereException(elsewhere);
        }
    }

    private <T> ReadOnlyKeyValueStore<String, T> store(String name) {
        return streams.store(
                StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, T>keyValueStore()));
    }
}
