package io.slackwater.executor.view;

import io.slackwater.executor.kafka.Stores;
import io.slackwater.executor.memory.StoredRollouts;
import io.slackwater.executor.memory.StoredSurroundings;
import io.slackwater.executor.modifiable.ChangeFact;
import io.slackwater.executor.rollout.Decree;
import io.slackwater.executor.rollout.Rollout;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredFreeze;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.executor.wire.WireRollouts;
import io.slackwater.runtime.view.LocalStores;
import io.slackwater.runtime.view.NotHereException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the rollouts as the budget's task knows them. Of several instances one has that task. */
@Singleton
public final class RolloutView {

    private static final String WHAT = "the rollouts";

    private final LocalStores stores;

    RolloutView(LocalStores stores) {
        this.stores = stores;
    }

    /**
     * Returns all rollouts, by change.
     *
     * @throws NotHereException if another instance knows them
     */
    public List<Rollout> all() {
        return stores.ask(Stores.ROLLOUTS, WHAT, RolloutView::restoreAll);
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

    /**
     * Returns what is known of a change; nothing where this instance keeps no VMs: the changes are kept beside them, with each
     * partition.
     */
    public ChangeFact change(String changeId) {
        try {
            return this.<StoredChange>get(Stores.CHANGES, changeId)
                    .map(StoredSurroundings::restore)
                    .orElse(ChangeFact.UNKNOWN);
        } catch (NotHereException noVms) {
            return ChangeFact.UNKNOWN;
        }
    }

    private static List<Rollout> restoreAll(ReadOnlyKeyValueStore<String, StoredRollout> store) {
        List<Rollout> all = new ArrayList<>();
        try (KeyValueIterator<String, StoredRollout> stored = store.all()) {
            stored.forEachRemaining(entry -> all.add(StoredRollouts.restore(entry.value)));
        }
        return all;
    }

    private <T> Optional<T> get(String store, String key) {
        return stores.<T, Optional<T>>ask(store, WHAT, kept -> Optional.ofNullable(kept.get(key)));
    }
}
