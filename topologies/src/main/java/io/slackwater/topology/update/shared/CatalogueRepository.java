package io.slackwater.topology.update.shared;

import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.policy.Policy;
import io.slackwater.executor.stored.StoredChange;
import io.slackwater.executor.stored.StoredHost;
import io.slackwater.executor.stored.StoredVolumeFact;
import io.slackwater.schemas.PolicyEvent;
import io.slackwater.topology.update.row.CatalogueRowMapper;
import java.util.Collection;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** One task's copy of hosts, volumes, changes and policies. */
public final class CatalogueRepository implements Catalogue {

    private final KeyValueStore<String, StoredHost> hosts;
    private final KeyValueStore<String, StoredVolumeFact> volumes;
    private final KeyValueStore<String, StoredChange> changes;
    private final TaskPolicyRepository policies;

    public CatalogueRepository(ProcessingContext context, Policy builtIn) {
        this.policies = new TaskPolicyRepository(
                context, ExecutorStateStores.POLICIES, ExecutorStateStores.POLICIES_REVISION, builtIn);
        this.hosts = context.getStateStore(ExecutorStateStores.HOSTS);
        this.volumes = context.getStateStore(ExecutorStateStores.VOLUMES);
        this.changes = context.getStateStore(ExecutorStateStores.CHANGES);
    }

    @Override
    public Optional<HostInfo> host(String hostId) {
        return Optional.ofNullable(hosts.get(hostId)).map(CatalogueRowMapper::restore);
    }

    @Override
    public Optional<VolumeInfo> volume(String store, String portion, String identity) {
        return Optional.ofNullable(volumes.get(ExecutorStateStores.volumeKey(store, portion, identity)))
                .map(CatalogueRowMapper::restore);
    }

    @Override
    public ChangeInfo change(String changeId) {
        return Optional.ofNullable(changes.get(changeId))
                .map(CatalogueRowMapper::restore)
                .orElse(ChangeInfo.UNKNOWN);
    }

    @Override
    public Collection<Policy> policies() {
        return policies.all();
    }

    /** Keeps what was said of a policy. Returns whether something changed. */
    public boolean apply(PolicyEvent event) {
        return policies.apply(event);
    }

    public void keep(HostInfo host) {
        hosts.put(host.hostId(), CatalogueRowMapper.store(host));
    }

    public void keep(String portion, String identity, VolumeInfo fact) {
        volumes.put(
                ExecutorStateStores.volumeKey(fact.volume().store(), portion, identity),
                CatalogueRowMapper.store(fact));
    }

    public void keep(String changeId, ChangeInfo change) {
        changes.put(changeId, CatalogueRowMapper.store(change));
    }
}
