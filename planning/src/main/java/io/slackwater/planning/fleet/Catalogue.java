package io.slackwater.planning.fleet;

import io.slackwater.executor.modifiable.ChangeFact;
import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Surroundings;
import io.slackwater.executor.modifiable.VolumeFact;
import io.slackwater.executor.policy.Policy;
import io.slackwater.executor.wire.WireSurroundings;
import io.slackwater.inventory.match.Change;
import io.slackwater.inventory.match.ChangeBook;
import io.slackwater.inventory.match.Holding;
import io.slackwater.inventory.match.Supersession;
import io.slackwater.inventory.match.VolumeId;
import io.slackwater.inventory.match.kafka.MatchInput;
import io.slackwater.inventory.match.kafka.MatchInputs;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostStore;
import io.slackwater.schemas.VolumeEvent;
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
final class Catalogue implements Surroundings {

    private final Supersession supersession;
    private final PolicyShelf policies;
    private final ChangeBook book;
    private final Map<String, KnownChange> changes = new HashMap<>();
    private final Map<String, ChangeFact> facts = new HashMap<>();
    private final Map<String, Change> matched = new HashMap<>();
    private final Map<VolumeId, Holding> holdings = new HashMap<>();
    private final Map<String, VolumeFact> volumes = new HashMap<>();
    private final Map<String, HostFact> hosts = new HashMap<>();
    private final Set<String> retired = new HashSet<>();
    private final Map<String, Map<String, StoreFact>> stores = new HashMap<>();

    Catalogue(Supersession supersession, PolicyShelf policies) {
        this.supersession = supersession;
        this.policies = policies;
        this.book = new ChangeBook(supersession);
    }

    void hear(ChangeEvent event, Instant at) {
        String id = event.getChangeId();
        changes.put(id, KnownChange.of(event, at));
        facts.put(id, WireSurroundings.change(change(id), event));
        MatchInputs.ofChange(event).ifPresent(input -> {
            if (input instanceof MatchInput.ChangeAvailable available) {
                Change change = new Change(id, changes.size(), available.targets());
                matched.put(id, change);
                book.add(change);
            } else {
                Optional.ofNullable(matched.remove(id)).ifPresent(book::addWithdrawn);
            }
        });
    }

    void hear(HostEvent event, Instant at) {
        String id = event.getHostId();
        HostFact known = hosts.getOrDefault(id, HostFact.unknown(id, at));
        hosts.put(id, WireSurroundings.host(known, event, at));
        MatchInputs.ofHost(event).ifPresent(input -> {
            boolean counts = input instanceof MatchInput.HostCounts host && host.counts();
            boolean isNews = counts ? retired.remove(id) : retired.add(id);
            if (isNews && !counts) {
                stores.remove(id);
            }
        });
        if (event.getType() == HostEventType.SYNCED) {
            Map<String, StoreFact> ofHost = new HashMap<>();
            event.getStores().forEach(store -> ofHost.put(store.getStore(), store(store, at)));
            stores.put(id, ofHost);
        }
    }

    void hear(VolumeEvent event, Instant at) {
        MatchInputs.ofVolume(event).ifPresent(input -> {
            MatchInput.VolumeHolds holds = (MatchInput.VolumeHolds) input;
            holds.holding()
                    .ifPresentOrElse(
                            holding -> holdings.put(holds.volume(), holding), () -> holdings.remove(holds.volume()));
        });
        for (String identity : WireSurroundings.identities(event)) {
            String key = key(event.getVolume().getStore(), event.getPortion().orElse(""), identity);
            WireSurroundings.volume(Optional.ofNullable(volumes.get(key)), event, at)
                    .ifPresent(fact -> volumes.put(key, fact));
        }
    }

    /** Returns the changes that are available. */
    ChangeBook book() {
        return book;
    }

    /** Returns one change alone, as if there were no newer one; empty where it is not available. */
    Optional<ChangeBook> alone(String changeId) {
        return Optional.ofNullable(matched.get(changeId)).map(change -> {
            ChangeBook one = new ChangeBook(supersession);
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

    Optional<Holding> holding(VolumeId volume) {
        return Optional.ofNullable(holdings.get(volume));
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
    Optional<StoreFact> store(String hostId, String store) {
        return Optional.ofNullable(stores.getOrDefault(hostId, Map.of()).get(store));
    }

    /** Returns what was said last of a store, by whichever host. */
    Optional<StoreFact> store(String store) {
        return stores.values().stream()
                .flatMap(ofHost -> Optional.ofNullable(ofHost.get(store)).stream())
                .reduce((one, other) -> other.at().isAfter(one.at()) ? other : one);
    }

    @Override
    public Optional<HostFact> host(String hostId) {
        return Optional.ofNullable(hosts.get(hostId));
    }

    @Override
    public Optional<VolumeFact> volume(String store, String portion, String identity) {
        return Optional.ofNullable(volumes.get(key(store, portion, identity)));
    }

    /** Returns the ids of other stores that are probably the same directory as one that nobody has marked. */
    List<String> suspected(String store) {
        Optional<StoreFact> one = store(store);
        return stores.values().stream()
                .flatMap(ofHost -> ofHost.values().stream())
                .filter(other -> one.filter(other::isProbably).isPresent())
                .map(StoreFact::store)
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public ChangeFact change(String changeId) {
        return facts.getOrDefault(changeId, ChangeFact.UNKNOWN);
    }

    @Override
    public Collection<Policy> policies() {
        return policies.all();
    }

    private static StoreFact store(HostStore store, Instant at) {
        return new StoreFact(
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
