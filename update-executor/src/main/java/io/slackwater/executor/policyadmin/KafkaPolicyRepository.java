package io.slackwater.executor.policyadmin;

import io.slackwater.domain.policy.PolicyRevision;
import io.slackwater.executor.messaging.PolicyPublisher;
import io.slackwater.mapping.update.PolicyMapper;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.streams.view.LocalStores;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The policies as the tasks of this instance know them: each task has them all, and the one counts that has read furthest. */
@Singleton
final class KafkaPolicyRepository implements PolicyRepository {

    private final LocalStores stores;
    private final PolicyPublisher channel;

    KafkaPolicyRepository(LocalStores stores, PolicyPublisher channel) {
        this.stores = stores;
        this.channel = channel;
    }

    @Override
    public Optional<PolicyRevision> find(String name) {
        return Optional.ofNullable(latest().get(name)).map(PolicyMapper::known);
    }

    @Override
    public List<PolicyRevision> all() {
        return latest().values().stream()
                .map(PolicyMapper::known)
                .filter(policy -> policy.document().isPresent())
                .toList();
    }

    @Override
    public void publish(PolicyRevision said) {
        channel.publish(PolicyMapper.toWire(said));
    }

    private Map<String, PolicyEvent> latest() {
        stores.requireWhole();
        return stores.ask(ExecutorStateStores.POLICIES, "the policies", KafkaPolicyRepository::furthest);
    }

    private static Map<String, PolicyEvent> furthest(ReadOnlyKeyValueStore<String, PolicyEvent> tasks) {
        Map<String, PolicyEvent> latest = new TreeMap<>();
        try (KeyValueIterator<String, PolicyEvent> all = tasks.all()) {
            all.forEachRemaining(entry -> latest.merge(
                    entry.key, entry.value, (one, other) -> one.getVersion() < other.getVersion() ? other : one));
        }
        return latest;
    }
}
