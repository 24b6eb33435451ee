package io.slackwater.executor.kafka;

import io.slackwater.executor.memory.StoredSurroundings;
import io.slackwater.executor.modifiable.ChangeFact;
import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Surroundings;
import io.slackwater.executor.modifiable.VolumeFact;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredVolumeFact;
import io.slackwater.schemas.PolicyEvent;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** One task's copy of what is known of hosts, volumes and changes. */
final class SurroundingsMemory implements Surroundings {

    private final KeyValueStore<String, StoredHost> hosts;
    private final KeyValueStore<String, StoredVolumeFact> volumes;
    private final KeyValueStore<String, StoredChange> changes;
    private final PolicyBook policies;

    SurroundingsMemory(ProcessingContext context, Policy builtIn) {
        this.policies = new PolicyBook(context, Stores.POLICIES, builtIn);
        this.hosts = context.getStateStore(Stores.HOSTS);
        this.volumes = context.getStateStore(Stores.VOLUMES);
        this.changes = context.getStateStore(Stores.CHANGES);
    }

    @Override
    public Optional<HostFact> host(String hostId) {
        return Optional.ofNullable(hosts.get(hostId)).map(StoredSurroundings::restore);
    }

    @Override
    public Optional<VolumeFact> volume(String store, String portion, String identity) {
        return Optional.ofNullable(volumes.get(Stores.volumeKey(store, portion, identity)))
                .map(StoredSurroundings::restore);
    }

    @Override
    public ChangeFact change(String changeId) {
        return Optional.ofNullable(changes.get(changeId))
                .map(StoredSurroundings::restore)
                .orElse(ChangeFact.UNKNOWN);
    }

    @Override
    public Collection<Policy> policies() {
        return policies.all();
    }

    /** Keeps what was said of a policy. Returns whether something changed. */
    boolean hear(PolicyEvent event) {
        return policies.hear(event);
    }

    void keep(HostFact host) {
        hosts.put(host.hostId(), StoredSurroundings.store(host));
    }

    void keep(String portion, String identity, VolumeFact fact) {
        volumes.put(Stores.volumeKey(fact.volume().store(), portion, identity), StoredSurroundings.store(fact));
    }

    void keep(String changeId, ChangeFact change) {
        changes.put(changeId, StoredSurroundings.store(change));
    }
}
