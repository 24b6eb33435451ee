package io.slackwater.topology.storage.query;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.model.DeletionRecord;
import io.slackwater.domain.storage.store.StoreDeleteState;
import io.slackwater.domain.storage.store.VolumeStatus;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.StoreBrakeRow;
import io.slackwater.schemas.VolumeRow;
import io.slackwater.streams.view.LocalStores;
import io.slackwater.streams.view.StateNotLocalException;
import io.slackwater.topology.storage.row.VolumeRowMapper;
import io.slackwater.topology.storage.state.CompoundKeys;
import io.slackwater.topology.storage.state.DecisionRepository;
import io.slackwater.topology.storage.state.DeleteGuardRepository;
import io.slackwater.topology.storage.state.HostTables;
import io.slackwater.topology.storage.state.KnownVersions;
import io.slackwater.topology.storage.state.MarkerTables;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads what the store machines of this instance know. Of several instances each has some stores. */
public final class StorageView {

    private static final String WHAT = "that store";

    private final LocalStores stores;
    private final int partitions;

    /**
     * Reads from the stores of this instance.
     *
     * @param partitions of the topics by which the stores are divided
     */
    public StorageView(LocalStores stores, int partitions) {
        this.stores = stores;
        this.partitions = partitions;
    }

    /**
     * Returns the ids of the stores that this instance keeps: those that a known host has, and those that only volumes are known of.
     *
     * @throws StateNotLocalException if it keeps none now, or still reads the log
     */
    public Set<String> stores() {
        stores.requireWhole();
        Set<String> found = new TreeSet<>();
        Optional<StateNotLocalException> elsewhere = Optional.empty();
        boolean isAnyHere = false;
        for (int partition = 0; partition < partitions; partition++) {
            try {
                found.addAll(storesIn(partition));
                isAnyHere = true;
            } catch (StateNotLocalException notThisOne) {
                elsewhere = Optional.of(notThisOne);
            }
        }
        if (!isAnyHere && elsewhere.isPresent()) {
            throw elsewhere.get();
        }
        return found;
    }

    /** Whether this instance, or another one, keeps a store of that id is decided by its partition alone. */
    private Set<String> storesIn(int partition) {
        Set<String> found = new TreeSet<>();
        found.addAll(firstParts(StorageStateStores.VOLUMES, partition));
        found.addAll(firstParts(StorageStateStores.STORE_HOSTS, partition));
        // Every partition knows of every host.
        found.removeIf(store -> partitionOf(store) != partition);
        return found;
    }

    /** Returns the hosts of a store, and which of them a person confirmed. */
    public StoreHosts hosts(String store) {
        return this.<HostRow, StoreHosts>ask(StorageStateStores.HOSTS, store, hosts -> new HostTables(
                        hosts,
                        table(StorageStateStores.STORE_HOSTS, store),
                        table(StorageStateStores.FORMER_HOSTS, store),
                        table(StorageStateStores.NEVER_SYNCED, store),
                        new MarkerTables(
                                table(StorageStateStores.MARKERS, store),
                                table(StorageStateStores.MARKERS_READ, store),
                                table(StorageStateStores.LISTINGS, store)),
                        decisions(store))
                .of(store));
    }

    /** Returns a state store, to be read within the question to another one. */
    private ReadOnlyKeyValueStore<String, String> table(String name, String store) {
        return this.<String, ReadOnlyKeyValueStore<String, String>>ask(name, store, rows -> rows);
    }

    /** Returns since when the contact with each host of a store is what it is; without a host of which that is not known. */
    public Map<String, Instant> contactSince(StoreHosts hosts, String store) {
        return this.<String, Map<String, Instant>>ask(StorageStateStores.CONTACT_SINCE, store, rows -> {
            Map<String, Instant> since = new TreeMap<>();
            hosts.hosts().forEach(host -> Optional.ofNullable(rows.get(host.hostId()))
                    .ifPresent(time -> since.put(host.hostId(), Instant.parse(time))));
            return since;
        });
    }

    /**
     * Returns the volumes of a store that are there or on their way, by name.
     *
     * @throws StateNotLocalException if another instance keeps the store
     */
    public List<VolumeStatus> volumes(String store) {
        DecisionRepository.Reading decisions = decisions(store);
        List<Volume> there = known(store).stream()
                .filter(volume -> !(volume.state() instanceof VolumeState.Gone))
                .toList();
        Optional<KnownVersions> versions =
                there.stream().anyMatch(volume -> volume.content().isOnlyNamed())
                        ? Optional.of(versions(store))
                        : Optional.empty();
        return there.stream()
                .map(volume ->
                        standing(volume, versions.filter(any -> volume.content().isOnlyNamed()), decisions))
                .toList();
    }

    /**
     * Returns the volumes of a store that were deleted, there again or not, by name.
     *
     * @throws StateNotLocalException if another instance keeps the store
     */
    public List<Volume> reclaimed(String store) {
        return known(store).stream()
                .filter(volume -> volume.reclaimed().isPresent())
                .toList();
    }

    /** Returns the portions that a change speaks of, or a volume of this instance holds or held. */
    public Set<String> portions() {
        Set<String> portions = new TreeSet<>();
        Set<String> stores = stores();
        // Every partition knows of every change.
        stores.stream()
                .limit(1)
                .flatMap(any -> versions(any).versions().stream())
                .forEach(version -> portions.add(version.portion()));
        for (String store : stores) {
            known(store).stream()
                    .flatMap(volume -> Stream.concat(
                            Stream.of(volume.content()),
                            volume.reclaimed().stream().map(DeletionRecord::content)))
                    .flatMap(content -> content.holds().stream())
                    .forEach(version -> portions.add(version.portion()));
        }
        return portions;
    }

    /** Returns the portion versions that the changes speak of, as the store's machine knows them. */
    public KnownVersions versions(String store) {
        return this.<ChangeEvent, KnownVersions>ask(StorageStateStores.CHANGES, store, KnownVersions::of);
    }

    /** Returns everything in the inventory that refers to a volume, known or not, and every hold. */
    public List<Blocker> holders(String store, String volume) {
        return holders(store, volume, decisions(store));
    }

    /** Returns the names of the holds of a volume, whether the volume is there or not. */
    public List<String> holds(String store, String volume) {
        return decisions(store).holds(store, volume).stream()
                .map(Blocker::subject)
                .toList();
    }

    /** Returns what holds up the deletes of a store as such, whatever the volume; and what a person was to see or to accept of it. */
    public StoreDeleteState deleteState(String store) {
        return this.<StoreBrakeRow, StoreDeleteState>ask(
                StorageStateStores.BRAKES, store, rows -> DeleteGuardRepository.read(rows, store));
    }

    private List<Volume> known(String store) {
        return this.<VolumeRow, List<Volume>>ask(
                StorageStateStores.VOLUMES, store, rows -> scan(rows, CompoundKeys.prefix(store)).stream()
                        .map(VolumeRowMapper::volume)
                        .toList());
    }

    /** @param versions empty where they do not matter */
    private VolumeStatus standing(
            Volume volume, Optional<KnownVersions> versions, DecisionRepository.Reading decisions) {
        String store = volume.ref().store();
        String name = volume.ref().name();
        Set<String> withdrawn = volume.updateCounts().away().keySet().stream()
                .filter(change -> isWithdrawn(store, change))
                .collect(Collectors.toSet());
        return new VolumeStatus(
                volume,
                volume.isSuperseded(withdrawn),
                versions.flatMap(known -> known.replacedSince(volume.content())),
                referrers(store, name, decisions),
                decisions.holds(store, name));
    }

    private List<Blocker> holders(String store, String volume, DecisionRepository.Reading decisions) {
        List<Blocker> holders =
                new ArrayList<>(referrers(store, volume, decisions).blockers());
        holders.addAll(decisions.holds(store, volume));
        return holders;
    }

    private VolumeStatus.Referrers referrers(String store, String volume, DecisionRepository.Reading decisions) {
        return references(store, decisions).to(volume);
    }

    private ReferenceReader references(String store, DecisionRepository.Reading decisions) {
        return this.<HeldRows, ReferenceReader>ask(
                StorageStateStores.REFERENCES, store, rows -> new ReferenceReader(rows, store, decisions));
    }

    /**
     * Returns the vanished VMs whose last use something in a store is, by UUID, and when each vanished.
     *
     * @throws StateNotLocalException if another instance keeps the store
     */
    public Map<String, Instant> vanished(String store) {
        return references(store, decisions(store)).vanished();
    }

    private boolean isWithdrawn(String store, String changeId) {
        return this.<ChangeEvent, Optional<ChangeEvent>>ask(
                        StorageStateStores.CHANGES, store, changes -> Optional.ofNullable(changes.get(changeId)))
                .filter(change -> change.getType() == ChangeEventType.WITHDRAWN)
                .isPresent();
    }

    private DecisionRepository.Reading decisions(String store) {
        return this.<StorageDecision, DecisionRepository.Reading>ask(
                StorageStateStores.DECISIONS, store, DecisionRepository.Reading::new);
    }

    private Set<String> firstParts(String name, int partition) {
        return stores.<Object, Set<String>>ask(name, partition, WHAT, rows -> {
            Set<String> found = new TreeSet<>();
            try (KeyValueIterator<String, Object> all = rows.all()) {
                all.forEachRemaining(
                        row -> found.add(CompoundKeys.parts(row.key).get(0)));
            }
            return found;
        });
    }

    private <T, R> R ask(String name, String store, Function<ReadOnlyKeyValueStore<String, T>, R> question) {
        return stores.ask(name, partitionOf(store), WHAT, question);
    }

    /** Returns the partition that the default partitioner of every producer chooses. */
    private int partitionOf(String store) {
        return Utils.toPositive(Utils.murmur2(Utils.utf8(store))) % partitions;
    }

    private static <V> List<V> scan(ReadOnlyKeyValueStore<String, V> rows, String prefix) {
        List<V> found = new ArrayList<>();
        try (KeyValueIterator<String, V> some = rows.prefixScan(prefix, new StringSerializer())) {
            some.forEachRemaining(row -> found.add(row.value));
        }
        return found;
    }
}
