package io.slackwater.executor.view;

import io.slackwater.executor.kafka.Stores;
import io.slackwater.executor.memory.StoredSurroundings;
import io.slackwater.executor.modifiable.ChangeFact;
import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Surroundings;
import io.slackwater.executor.modifiable.VolumeFact;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.policy.PolicyVersion;
import io.slackwater.executor.policy.json.PolicyReader;
import io.slackwater.executor.policy.json.Reading;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredVolumeFact;
import io.slackwater.runtime.view.LocalStores;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.schemas.PolicyEventType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** What one task knows beyond its VMs, and so what it decides by. */
final class KnownSurroundings implements Surroundings {

    private static final String WHAT = "what this VM is decided by";

    private final LocalStores stores;
    private final int partition;
    private final PolicyReader reader;

    KnownSurroundings(LocalStores stores, int partition, PolicyReader reader) {
        this.stores = stores;
        this.partition = partition;
        this.reader = reader;
    }

    @Override
    public Optional<HostFact> host(String hostId) {
        return this.<StoredHost>get(Stores.HOSTS, hostId).map(StoredSurroundings::restore);
    }

    @Override
    public Optional<VolumeFact> volume(String store, String portion, String identity) {
        return this.<StoredVolumeFact>get(Stores.VOLUMES, Stores.volumeKey(store, portion, identity))
                .map(StoredSurroundings::restore);
    }

    @Override
    public ChangeFact change(String changeId) {
        return this.<StoredChange>get(Stores.CHANGES, changeId)
                .map(StoredSurroundings::restore)
                .orElse(ChangeFact.UNKNOWN);
    }

    @Override
    public Collection<Policy> policies() {
        return stores.ask(Stores.POLICIES, partition, WHAT, this::read);
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
                        && reader.read(id, event.getDocument()) instanceof Reading.Valid valid
                ? Optional.of(valid.policy())
                : Optional.empty();
    }

    private <T> Optional<T> get(String store, String key) {
        return stores.<T, Optional<T>>ask(store, partition, WHAT, kept -> Optional.ofNullable(kept.get(key)));
    }
}
