package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.rows.HostRow;
import io.slackwater.reclaimer.store.HeldVolume;
import io.slackwater.reclaimer.store.VolumeStanding;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.Life;
import io.slackwater.reclaimer.volume.StoreHosts;
import io.slackwater.reclaimer.volume.Volume;
import io.slackwater.runtime.view.LocalStores;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.VolumeRow;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads what the store machines of this instance know. Of several instances each has some stores. */
@Singleton
public final class StorageView {

    private static final String WHAT = "stores";

    private final LocalStores stores;

    StorageView(LocalStores stores) {
        this.stores = stores;
    }

    /**
     * Returns the ids of the stores that this instance keeps: those that a known host has, and those that only volumes are known of.
     *
     * @throws io.slackwater.runtime.view.NotHereException if it keeps none now, or still reads the log
     */
    public Set<String> stores() {
        stores.requireWhole();
        Set<String> found = new TreeSet<>();
        found.addAll(firstParts(StateStores.VOLUMES));
        found.addAll(firstParts(StateStores.STORE_HOSTS));
        return found;
    }

    /** Returns the hosts of a store, and which of them a person confirmed. */
    public StoreHosts hosts(String store) {
        return this.<HostRow, StoreHosts>ask(
                StateStores.HOSTS,
                hosts -> this.<String, StoreHosts>ask(
                        StateStores.STORE_HOSTS,
                        byStore -> this.<String, StoreHosts>ask(
                                StateStores.NEVER_SYNCED,
                                neverSynced -> HostBook.read(hosts, byStore, neverSynced, decisions(), store))));
    }

    /** Returns the volumes of a store that are there or on their way, by name. */
    public List<VolumeStanding> volumes(String store) {
        List<Volume> volumes =
                this.<VolumeRow, List<Volume>>ask(StateStores.VOLUMES, rows -> scan(rows, Keys.prefix(store)).stream()
                        .map(VolumeRows::volume)
                        .filter(volume -> !(volume.life() instanceof Life.Gone))
                        .toList());
        DecisionBook.Reading decisions = decisions();
        return volumes.stream()
                .map(volume -> standing(store, volume, decisions))
                .toList();
    }

    private VolumeStanding standing(String store, Volume volume, DecisionBook.Reading decisions) {
        String name = volume.ref().name();
        List<Blocker> holders = new ArrayList<>(references(store, name, decisions));
        holders.addAll(references(store, HeldVolume.ANY, decisions));
        holders.addAll(decisions.holds(store, name));
        Set<String> withdrawn = volume.needs().away().keySet().stream()
                .filter(this::isWithdrawn)
                .collect(Collectors.toSet());
        return new VolumeStanding(volume, volume.isSuperseded(withdrawn), holders);
    }

    private List<Blocker> references(String store, String volume, DecisionBook.Reading decisions) {
        return this.<HeldRows, List<Blocker>>ask(
                StateStores.REFERENCES, rows -> scan(rows, Keys.prefix(store, volume)).stream()
                        .flatMap(row -> ReferenceRows.held(row).stream())
                        .map(HeldVolume::blocker)
                        .filter(reference -> !decisions.isReleased(store, reference))
                        .toList());
    }

    private boolean isWithdrawn(String changeId) {
        return this.<ChangeEvent, Optional<ChangeEvent>>ask(
                        StateStores.CHANGES, changes -> Optional.ofNullable(changes.get(changeId)))
                .filter(change -> change.getType() == ChangeEventType.WITHDRAWN)
                .isPresent();
    }

    private DecisionBook.Reading decisions() {
        return this.<StorageDecision, DecisionBook.Reading>ask(StateStores.DECISIONS, DecisionBook.Reading::new);
    }

    private Set<String> firstParts(String name) {
        return this.<Object, Set<String>>ask(name, rows -> {
            Set<String> found = new TreeSet<>();
            try (KeyValueIterator<String, Object> all = rows.all()) {
                all.forEachRemaining(row -> found.add(Keys.parts(row.key).get(0)));
            }
            return found;
        });
    }

    private <T, R> R ask(String store, Function<ReadOnlyKeyValueStore<String, T>, R> question) {
        return stores.ask(store, WHAT, question);
    }

    private static <V> List<V> scan(ReadOnlyKeyValueStore<String, V> rows, String prefix) {
        List<V> found = new ArrayList<>();
        try (KeyValueIterator<String, V> some = rows.prefixScan(prefix, new StringSerializer())) {
            some.forEachRemaining(row -> found.add(row.value));
        }
        return found;
    }
}
