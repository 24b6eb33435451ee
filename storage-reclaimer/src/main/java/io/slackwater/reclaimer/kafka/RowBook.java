package io.slackwater.reclaimer.kafka;

import io.slackwater.reclaimer.rows.FanOutRow;
import io.slackwater.reclaimer.rows.HeldRows;
import io.slackwater.reclaimer.rows.MoveRow;
import io.slackwater.reclaimer.rows.VolumeRow;
import io.slackwater.reclaimer.store.HeldVolume;
import io.slackwater.reclaimer.store.StoreBook;
import io.slackwater.reclaimer.volume.Artifact;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.Life;
import io.slackwater.reclaimer.volume.Move;
import io.slackwater.reclaimer.volume.StoreHosts;
import io.slackwater.reclaimer.volume.Volume;
import io.slackwater.schemas.ChangeEvent;
import io.slackwater.schemas.ChangeEventType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The store machine's book, in state stores. */
final class RowBook implements StoreBook {

    private static final StringSerializer PREFIX = new StringSerializer();

    private final KeyValueStore<String, VolumeRow> volumes;
    private final KeyValueStore<String, MoveRow> moves;
    private final KeyValueStore<String, HeldRows> holdings;
    private final KeyValueStore<String, HeldRows> references;
    private final KeyValueStore<String, ChangeEvent> changes;
    private final KeyValueStore<String, FanOutRow> fanOuts;
    private final HostBook hosts;
    private final WakeBook wakes;

    /** A book over the stores of a task. */
    RowBook(ProcessorContext<?, ?> context, HostBook hosts, WakeBook wakes) {
        this.volumes = context.getStateStore(StateStores.VOLUMES);
        this.moves = context.getStateStore(StateStores.MOVES);
        this.holdings = context.getStateStore(StateStores.HOLDINGS);
        this.references = context.getStateStore(StateStores.REFERENCES);
        this.changes = context.getStateStore(StateStores.CHANGES);
        this.fanOuts = context.getStateStore(StateStores.FAN_OUTS);
        this.hosts = hosts;
        this.wakes = wakes;
    }

    @Override
    public Optional<Volume> volume(String store, String name) {
        return Optional.ofNullable(volumes.get(Keys.of(store, name))).map(VolumeRows::volume);
    }

    @Override
    public void put(Volume volume) {
        String store = volume.ref().store();
        String name = volume.ref().name();
        Optional<Volume> before = volume(store, name);
        if (before.filter(volume::equals).isPresent()) {
            return;
        }
        Optional<Instant> wakeBefore = before.flatMap(known -> known.dispatch().wakeAt());
        wakes.move(store, name, wakeBefore, volume.dispatch().wakeAt());
        Set<String> concerns = concerns(volume);
        Set<String> concernsBefore = before.map(RowBook::concerns).orElse(Set.of());
        wakes.concern(store, name, concernsBefore, concerns);
        volumes.put(Keys.of(store, name), VolumeRows.row(volume));
    }

    /** Returns the changes whose progress matters to a volume. */
    private static Set<String> concerns(Volume volume) {
        return volume.life() instanceof Life.Gone
                ? Set.of()
                : volume.needs().away().keySet();
    }

    @Override
    public Optional<Move> move(String store, String volume, String vmId, String updateId) {
        return Optional.ofNullable(moves.get(Keys.of(store, volume, vmId, updateId)))
                .map(VolumeRows::move);
    }

    @Override
    public void put(String store, String volume, Move move) {
        moves.put(Keys.of(store, volume, move.vmId(), move.updateId()), VolumeRows.row(move));
    }

    @Override
    public List<Move> moves(String store, String volume, String vmId) {
        return scan(moves, Keys.prefix(store, volume, vmId), Integer.MAX_VALUE).stream()
                .map(row -> VolumeRows.move(row.value))
                .toList();
    }

    @Override
    public List<Move> moves(String store, String volume) {
        return scan(moves, Keys.prefix(store, volume), Integer.MAX_VALUE).stream()
                .map(row -> VolumeRows.move(row.value))
                .toList();
    }

    @Override
    public List<Blocker> references(String store, String volume, int limit) {
        return scan(references, Keys.prefix(store, volume), limit).stream()
                .flatMap(row -> ReferenceRows.held(row.value).stream())
                .map(HeldVolume::blocker)
                .limit(limit)
                .toList();
    }

    @Override
    public List<HeldVolume> referencesOf(String store, String holder) {
        HeldRows rows = holdings.get(Keys.of(store, holder));
        return rows == null ? List.of() : ReferenceRows.held(rows);
    }

    @Override
    public void putReferencesOf(String store, String holder, List<HeldVolume> held) {
        Map<String, List<HeldVolume>> byVolume = held.stream().collect(Collectors.groupingBy(HeldVolume::volume));
        for (HeldVolume before : referencesOf(store, holder)) {
            if (!byVolume.containsKey(before.volume())) {
                references.delete(Keys.of(store, before.volume(), holder));
            }
        }
        byVolume.forEach(
                (volume, some) -> references.put(Keys.of(store, volume, holder), ReferenceRows.rows(holder, some)));
        String key = Keys.of(store, holder);
        if (held.isEmpty()) {
            holdings.delete(key);
        } else {
            holdings.put(key, ReferenceRows.rows(holder, held));
        }
    }

    @Override
    public StoreHosts hosts(String store) {
        return hosts.of(store);
    }

    @Override
    public boolean isFanOutFinished(String changeId) {
        FanOutRow row = fanOuts.get(changeId);
        return row != null && row.getFinished().size() >= row.getPartitions();
    }

    /** Takes note that a partition has matched all its VMs with a change. */
    void fanOutFinished(String changeId, int partition, int partitions) {
        FanOutRow before = fanOuts.get(changeId);
        HashSet<Integer> finished = new HashSet<>(before == null ? List.of() : before.getFinished());
        finished.add(partition);
        fanOuts.put(
                changeId, new FanOutRow(partitions, finished.stream().sorted().toList()));
    }

    @Override
    public boolean isWithdrawn(String changeId) {
        ChangeEvent change = changes.get(changeId);
        return change != null && change.getType() == ChangeEventType.WITHDRAWN;
    }

    /** Whether the change has been heard of. */
    boolean isKnown(String changeId) {
        return changes.get(changeId) != null;
    }

    @Override
    public Optional<Artifact> artifact(String changeId, String portion) {
        @Nullable ChangeEvent change = changes.get(changeId);
        return change == null
                ? Optional.empty()
                : change.getPortions().stream()
                        .filter(version -> version.getPortion().equals(portion))
                        .findFirst()
                        .map(WireInputs::artifact);
    }

    /** Takes note of a change, or that it was withdrawn. */
    void change(ChangeEvent change) {
        changes.put(change.getChangeId(), change);
    }

    @Override
    public void wakeAll(String store) {
        for (KeyValue<String, VolumeRow> row : scan(volumes, Keys.prefix(store), Integer.MAX_VALUE)) {
            if (!(LifeRows.life(row.value.getLife()) instanceof Life.Gone)) {
                wakes.soon(store, row.value.getName());
            }
        }
    }

    private static <V> List<KeyValue<String, V>> scan(KeyValueStore<String, V> rows, String prefix, int limit) {
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> iterator = rows.prefixScan(prefix, PREFIX)) {
            while (iterator.hasNext() && found.size() < limit) {
                found.add(iterator.next());
            }
        }
        return found;
    }
}
