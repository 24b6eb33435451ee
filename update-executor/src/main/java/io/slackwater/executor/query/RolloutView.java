package io.slackwater.executor.query;

import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredFreeze;
import io.slackwater.executor.stored.StoredRollout;
import io.slackwater.mapping.update.RolloutMapper;
import io.slackwater.streams.view.LocalStores;
import io.slackwater.streams.view.StateNotLocalException;
import io.slackwater.topology.update.row.CatalogueRowMapper;
import io.slackwater.topology.update.row.RolloutRowMapper;
import io.slackwater.topology.update.shared.ExecutorStateStores;
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
     * @throws StateNotLocalException if another instance knows them
     */
    public List<Rollout> all() {
        return stores.ask(ExecutorStateStores.ROLLOUTS, WHAT, RolloutView::restoreAll);
    }

    /**
     * Returns a rollout, or empty where nothing was heard of that change.
     *
     * @throws StateNotLocalException if another instance knows it
     */
    public Optional<Rollout> find(String changeId) {
        return this.<StoredRollout>get(ExecutorStateStores.ROLLOUTS, changeId).map(RolloutRowMapper::restore);
    }

    /**
     * Returns that the fleet is frozen, or empty.
     *
     * @throws StateNotLocalException if another instance knows it
     */
    public Optional<RolloutCondition> freeze() {
        return this.<StoredFreeze>get(ExecutorStateStores.FREEZES, RolloutMapper.FLEET)
                .map(stored -> new RolloutCondition(stored.getActor(), stored.getReason(), stored.getAt()));
    }

    /**
     * Returns what is known of a change; nothing where this instance keeps no VMs: the changes are kept beside them, with each
     * partition.
     */
    public ChangeInfo change(String changeId) {
        try {
            return this.<StoredChange>get(ExecutorStateStores.CHANGES, changeId)
                    .map(CatalogueRowMapper::restore)
                    .orElse(ChangeInfo.UNKNOWN);
        } catch (StateNotLocalException noVms) {
            return ChangeInfo.UNKNOWN;
        }
    }

    private static List<Rollout> restoreAll(ReadOnlyKeyValueStore<String, StoredRollout> store) {
        List<Rollout> all = new ArrayList<>();
        try (KeyValueIterator<String, StoredRollout> stored = store.all()) {
            stored.forEachRemaining(entry -> all.add(RolloutRowMapper.restore(entry.value)));
        }
        return all;
    }

    private <T> Optional<T> get(String store, String key) {
        return stores.<T, Optional<T>>ask(store, WHAT, kept -> Optional.ofNullable(kept.get(key)));
    }
}
