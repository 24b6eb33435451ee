package io.slackwater.planning.fleet;

import io.slackwater.domain.match.ChangeIndex;
import io.slackwater.domain.match.PublishedChange;
import io.slackwater.domain.match.Supersession;
import io.slackwater.domain.match.VolumeContent;
import io.slackwater.domain.modifiable.Catalogue;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.VolumeInfo;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.volume.VolumeId;
import io.slackwater.mapping.update.CatalogueMapper;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.topology.match.MatchInput;
import io.slackwater.topology.match.MatchInputs;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is known beyond the VMs: changes, hosts, stores, volumes, policies. */
final class LogCatalogue implements Catalogue {

    private final Supersession supersession;
    private final PolicySet policies;
    private final ChangeIndex changeIndex;
    private final Map<String, KnownChange> changes = new HashMap<>();
    private final Map<String, ChangeInfo> facts = new HashMap<>();
    private final Map<String, PublishedChange> matched = new HashMap<>();
    private final Map<VolumeId, VolumeContent> contents = new HashMap<>();
    private final Map<String, VolumeInfo> volumes = new HashMap<>();
    private final Map<String, HostInfo> hosts = new HashMap<>();
    private final Set<String> retired = new HashSet<>();
    private final Map<String, Map<String, StoreInfo>> stores = new HashMap<>();

    LogCatalogue(Supersession supersession, PolicySet policies) {
        this.supersession = supersession;
        this.policies = policies;
        this.changeIndex = new ChangeIndex(supersession);
    }

    void hear(ChangeEvent event, Instant at) {
        String id = event.getChangeId();
        changes.put(id, KnownChange.of(event, at));
        facts.put(id, CatalogueMapper.change(change(id), event));
        MatchInputs.ofChange(event).ifPresent(input -> {
            if (input instanceof MatchInput.ChangeAvailable available) {
                PublishedChange change = new PublishedChange(id, changes.size(), available.targets());
                matched.put(id, change);
                changeIndex.add(change);
            } else {
                Optional.ofNullable(matched.remove(id)).ifPresent(changeIndex::addWithdrawn);
            }
        });
    }

    void hear(HostEvent event, Instant at) {
        String id = event.getHostId();
        HostInfo known = hosts.getOrDefault(id, HostInfo.unknown(id, at));
        hosts.put(id, CatalogueMapper.host(known, event, at));
        MatchInputs.ofHost(event).ifPresent(input -> {
            boolean isRetired = input instanceof MatchInput.HostRetirement host && host.retired();
            boolean isNews = isRetired ? retired.add(id) : retired.remove(id);
            if (isNews && isRetired) {
                stores.remove(id);
            }
        });
        if (event.getType() == HostEventType.SYNCED) {
            Map<String, StoreInfo> ofHost = new HashMap<>();
            event.getStores().forEach(store -> ofHost.put(store.getStore(), store(store, at)));
            stores.put(id, ofHost);
        }
    }

    void hear(VolumeEvent event, Instant at) {
        MatchInputs.ofVolume(event).ifPresent(input -> {
            MatchInput.VolumeContentChanged holds = (MatchInput.VolumeContentChanged) input;
            holds.content()
                    .ifPresentOrElse(
                            volumeContent -> contents.put(holds.volume(), volumeContent),
                            () -> contents.remove(holds.volume()));
        });
        for (String identity : CatalogueMapper.identities(event)) {
            String key = key(event.getVolume().getStore(), event.getPortion().orElse(""), identity);
            CatalogueMapper.volume(Optional.ofNullable(volumes.get(key)), event, at)
                    .ifPresent(fact -> volumes.put(key, fact));
        }
    }

    /** Returns the changes that are available. */
    ChangeIndex book() {
        return changeIndex;
    }

    /** Returns one change alone, as if there were no newer one; empty where it is not available. */
    Optional<ChangeIndex> alone(String changeId) {
        return Optional.ofNullable(matched.get(changeId)).map(change -> {
            ChangeIndex one = new ChangeIndex(supersession);
            one.add(change);
            return one;
        });
    }

    Optional<KnownChange> known(String changeId) {
        return Optional.ofNullable(changes.get(changeId));
    }

    Set<String> changes() {
        return Set.copyOf(changes.keySet());
    }

    Optional<VolumeContent> content(VolumeId volume) {
        return Optional.ofNullable(contents.get(volume));
    }

    Set<String> hosts() {
        Set<String> there = new TreeSet<>(hosts.keySet());
        there.removeAll(retired);
        return there;
    }

    /** Whether the VMs of a host are matched: those of a retired one are not. */
    boolean counts(String hostId) {
        return !retired.contains(hostId);
    }

    /** Returns what a host said of a store, or empty where it said nothing. */
    Optional<StoreInfo> store(String hostId, String store) {
        return Optional.ofNullable(stores.getOrDefault(hostId, Map.of()).get(store));
    }

    /** Returns what was said last of a store, by whichever host. */
    Optional<StoreInfo> store(String store) {
        return stores.values().stream()
                .flatMap(ofHost -> Optional.ofNullable(ofHost.get(store)).stream())
                .reduce((one, other) -> other.at().isAfter(one.at()) ? other : one);
    }

    @Override
    public Optional<HostInfo> host(String hostId) {
        return Optional.ofNullable(hosts.get(hostId));
    }

    @Override
    public Optional<VolumeInfo> volume(String store, String portion, String identity) {
        return Optional.ofNullable(volumes.get(key(store, portion, identity)));
    }

    /** Returns the ids of other stores that are probably the same directory as one that nobody has marked. */
    List<String> suspected(String store) {
        Optional<StoreInfo> one = store(store);
        return stores.values().stream()
                .flatMap(ofHost -> ofHost.values().stream())
                .filter(other -> one.filter(other::isProbably).isPresent())
                .map(StoreInfo::store)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public ChangeInfo change(String changeId) {
        return facts.getOrDefault(changeId, ChangeInfo.UNKNOWN);
    }

    @Override
    public Collection<Policy> policies() {
        return policies.all();
    }

    private static StoreInfo store(HostStore store, Instant at) {
        return new StoreInfo(
                store.getStore(),
                store.getTargetPath(),
                store.getCapacityBytes(),
                store.getAvailableBytes(),
                store.getMarked() ? "" : store.getListing(),
                at);
    }

    private static String key(String store, String portion, String identity) {
        return store + "|" + portion + "|" + identity;
    }
}
