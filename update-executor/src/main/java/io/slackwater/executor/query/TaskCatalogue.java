package io.slackwater.executor.query;

import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.PolicyVersion;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredVolumeFact;
import io.slackwater.mapping.policy.ParseResult;
import io.slackwater.mapping.policy.PolicyReader;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import io.slackwater.streams.view.LocalStores;
import io.slackwater.topology.update.row.CatalogueRowMapper;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The catalogue of one task, read for queries. */
final class TaskCatalogue implements Catalogue {

    private static final String WHAT = "what this VM is decided by";

    private final LocalStores stores;
    private final int partition;
    private final PolicyReader reader;

    TaskCatalogue(LocalStores stores, int partition, PolicyReader reader) {
        this.stores = stores;
        this.partition = partition;
        this.reader = reader;
    }

    @Override
    public Optional<HostInfo> host(String hostId) {
        return this.<StoredHost>get(ExecutorStateStores.HOSTS, hostId).map(CatalogueRowMapper::restore);
    }

    @Override
    public Optional<VolumeInfo> volume(String store, String portion, String identity) {
        return this.<StoredVolumeFact>get(
                        ExecutorStateStores.VOLUMES, ExecutorStateStores.volumeKey(store, portion, identity))
                .map(CatalogueRowMapper::restore);
    }

    @Override
    public ChangeInfo change(String changeId) {
        return this.<StoredChange>get(ExecutorStateStores.CHANGES, changeId)
                .map(CatalogueRowMapper::restore)
                .orElse(ChangeInfo.UNKNOWN);
    }

    @Override
    public Collection<Policy> policies() {
        return stores.ask(ExecutorStateStores.POLICIES, partition, WHAT, this::read);
    }

    private List<Policy> read(ReadOnlyKeyValueStore<String, PolicyEvent> store) {
        List<Policy> policies = new ArrayList<>();
        try (KeyValueIterator<String, PolicyEvent> events = store.all()) {
            events.forEachRemaining(entry -> policy(entry.value).ifPresent(policies::add));
        }
        return policies;
    }

    private Optional<Policy> policy(PolicyEvent event) {
        PolicyVersion id = new PolicyVersion(event.getPolicy(), event.getVersion());
        return event.getType() == PolicyEventType.SET
                        && reader.read(id, event.getDocument()) instanceof ParseResult.Valid valid
                ? Optional.of(valid.policy())
                : Optional.empty();
    }

    private <T> Optional<T> get(String store, String key) {
        return stores.<T, Optional<T>>ask(store, partition, WHAT, kept -> Optional.ofNullable(kept.get(key)));
    }
}
