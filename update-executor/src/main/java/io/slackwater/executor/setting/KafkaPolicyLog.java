package io.slackwater.executor.setting;

import io.slackwater.executor.channel.PolicyChannel;
import io.slackwater.executor.kafka.Stores;
import io.slackwater.executor.wire.WirePolicies;
import io.slackwater.runtime.view.LocalStores;
import io.slackwater.schemas.PolicyEvent;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The policies as the tasks of this instance know them: each task has them all, and the one counts that has read furthest. */
@Singleton
final class KafkaPolicyLog implements PolicyLog {

    private final LocalStores stores;
    private final PolicyChannel channel;

    KafkaPolicyLog(LocalStores stores, PolicyChannel channel) {
        this.stores = stores;
        this.channel = channel;
    }

    @Override
    public Optional<KnownPolicy> find(String name) {
        return Optional.ofNullable(latest().get(name)).map(WirePolicies::known);
    }

    @Override
    public List<KnownPolicy> all() {
        return latest().values().stream()
                .map(WirePolicies::known)
                .filter(policy -> policy.document().isPresent())
                .toList();
    }

    @Override
    public void publish(KnownPolicy said) {
        channel.publish(WirePolicies.toWire(said));
    }

    private Map<String, PolicyEvent> latest() {
        stores.requireWhole();
        return stores.ask(Stores.POLICIES, "the policies", KafkaPolicyLog::furthest);
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
