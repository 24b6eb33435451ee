package io.slackwater.topology.storage.state;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.Move;
import io.slackwater.domain.storage.store.DeleteDecisions;
import io.slackwater.domain.storage.store.StoreBrake;
import io.slackwater.domain.storage.store.StoreRepository;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.schemas.MoveRow;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.VolumeRow;
import io.slackwater.topology.storage.row.ReferenceRowMapper;
import io.slackwater.topology.storage.row.VolumeRowMapper;
import io.slackwater.topology.storage.row.VolumeStateRowMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The store machine's repository, in state stores. */
public final class KafkaStoreRepository implements StoreRepository {

    private static final StringSerializer PREFIX = new StringSerializer();

    private final KeyValueStore<String, VolumeRow> volumes;
    private final KeyValueStore<String, MoveRow> moves;
    private final ReferenceRepository references;
    private final DecisionRepository.Reading decisions;
    private final HostRepository hosts;
    private final RolloutRepository rollouts;
    private final EvaluationSchedule wakes;
    private final BrakeRepository brakes;
    private final StateTopicBuffer twin;

    /** A repository over the stores of a task, whose changes the state topic takes note of. */
    KafkaStoreRepository(
            ProcessorContext<?, ?> context,
            HostRepository hosts,
            RolloutRepository rollouts,
            EvaluationSchedule wakes,
            BrakeRepository brakes,
            StateTopicBuffer twin) {
        this.volumes = context.getStateStore(StateStores.VOLUMES);
        this.moves = context.getStateStore(StateStores.MOVES);
        this.decisions = new DecisionRepository.Reading(context.getStateStore(StateStores.DECISIONS));
        this.references = new ReferenceRepository(
                context.getStateStore(StateStores.HOLDINGS),
                context.getStateStore(StateStores.REFERENCES),
                decisions,
                twin);
        this.hosts = hosts;
        this.rollouts = rollouts;
        this.wakes = wakes;
        this.brakes = brakes;
        this.twin = twin;
    }

    @Override
    public Optional<Volume> volume(String store, String name) {
        return Optional.ofNullable(volumes.get(Keys.of(store, name))).map(VolumeRowMapper::volume);
    }

    /** Returns what the volumes of a store contain, by name; without those of which it is not known. */
    public Map<String, PortionVersion> contents(String store) {
        Map<String, PortionVersion> contents = new HashMap<>();
        for (KeyValue<String, VolumeRow> row : scan(volumes, Keys.prefix(store))) {
            Volume volume = VolumeRowMapper.volume(row.value);
            volume.content()
                    .holds()
                    .ifPresent(holds -> contents.put(volume.ref().name(), holds));
        }
        return contents;
    }

    @Override
    public Optional<Volume> holding(String store, Artifact artifact) {
        return scan(volumes, Keys.prefix(store)).stream()
                .map(row -> VolumeRowMapper.volume(row.value))
                .filter(volume -> volume.content().isStagedFrom(artifact))
                .filter(volume -> volume.life() instanceof VolumeState.There)
                .findFirst();
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
        Set<String> concerns = EvaluationSchedule.concerns(volume);
        Set<String> concernsBefore = before.map(EvaluationSchedule::concerns).orElse(Set.of());
        wakes.concern(store, name, concernsBefore, concerns);
        volumes.put(Keys.of(store, name), VolumeRowMapper.row(volume));
        twin.volume(volume);
    }

    @Override
    public Optional<Move> move(String store, String volume, String vmId, String updateId) {
        return Optional.ofNullable(moves.get(Keys.of(store, volume, vmId, updateId)))
                .map(VolumeRowMapper::move);
    }

    @Override
    public void put(String store, String volume, Move move) {
        if (!move(store, volume, move.vmId(), move.updateId()).equals(Optional.of(move))) {
            moves.put(Keys.of(store, volume, move.vmId(), move.updateId()), VolumeRowMapper.row(move));
            twin.move(store, volume, move);
        }
    }

    @Override
    public List<Move> moves(String store, String volume, String vmId) {
        return scan(moves, Keys.prefix(store, volume, vmId)).stream()
                .map(row -> VolumeRowMapper.move(row.value))
                .toList();
    }

    @Override
    public List<Move> moves(String store, String volume) {
        return scan(moves, Keys.prefix(store, volume)).stream()
                .map(row -> VolumeRowMapper.move(row.value))
                .toList();
    }

    @Override
    public Set<String> movedBy(String store, String vmId) {
        return scan(volumes, Keys.prefix(store)).stream()
                .map(row -> row.value.getName())
                .filter(volume -> !moves(store, volume, vmId).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public List<Blocker> references(String store, String volume, int limit) {
        return references.to(store, volume, limit);
    }

    @Override
    public List<Blocker> holds(String store, String volume) {
        return decisions.holds(store, volume);
    }

    @Override
    public List<VolumeReference> referencesOf(String store, String holder) {
        return references.of(store, holder);
    }

    @Override
    public void putReferencesOf(String store, String holder, List<VolumeReference> held) {
        references.put(store, holder, held);
    }

    @Override
    public int dueLater(Volume volume, Instant dueSince) {
        String store = volume.ref().store();
        Optional<String> portion = volume.content().holds().map(PortionVersion::portion);
        return (int) scan(volumes, Keys.prefix(store)).stream()
                .map(row -> VolumeRowMapper.volume(row.value))
                .filter(other ->
                        other.content().holds().map(PortionVersion::portion).equals(portion))
                .filter(other ->
                        other.life() instanceof VolumeState.Due due && isAfter(due.since(), other, dueSince, volume))
                .count();
    }

    /** Of two that became due at the same time, the one with the later name counts as later. */
    private static boolean isAfter(Instant since, Volume other, Instant dueSince, Volume volume) {
        return since.isAfter(dueSince)
                || (since.equals(dueSince)
                        && other.ref().name().compareTo(volume.ref().name()) > 0);
    }

    @Override
    public StoreHosts hosts(String store) {
        return hosts.of(store);
    }

    @Override
    public boolean isFanOutFinished(String changeId) {
        return rollouts.isFanOutFinished(changeId);
    }

    @Override
    public boolean isWithdrawn(String changeId) {
        return rollouts.isWithdrawn(changeId);
    }

    @Override
    public Set<String> replacing(Content content) {
        return rollouts.replacing(content);
    }

    @Override
    public Optional<Artifact> artifact(String changeId, String portion) {
        return rollouts.artifact(changeId, portion);
    }

    @Override
    public StoreBrake brake(String store) {
        return brakes.of(store);
    }

    @Override
    public void put(String store, StoreBrake brake) {
        brakes.put(store, brake);
    }

    @Override
    public DeleteDecisions deleteDecisions(Volume volume) {
        return brakes.decisions(volume);
    }

    @Override
    public Instant activeSince(String store) {
        return brakes.activeSince(hosts.of(store));
    }

    /** Has every volume decided about soon that waits for its delete, or whose delete is under way. */
    public void wakeDue() {
        try (KeyValueIterator<String, VolumeRow> rows = volumes.all()) {
            rows.forEachRemaining(row -> {
                if (VolumeStateRowMapper.life(row.value.getLife()).dueSince().isPresent()) {
                    wakes.soon(row.value.getStore(), row.value.getName());
                }
            });
        }
    }

    @Override
    public void wakeAll(String store) {
        for (KeyValue<String, VolumeRow> row : scan(volumes, Keys.prefix(store))) {
            if (!(VolumeStateRowMapper.life(row.value.getLife()) instanceof VolumeState.Gone)) {
                wakes.soon(store, row.value.getName());
            }
        }
    }

    /** Has every volume decided about soon that may be replaced unused, and whose place a change took while nobody listened. */
    public void wakeReplaced() {
        try (KeyValueIterator<String, VolumeRow> rows = volumes.all()) {
            rows.forEachRemaining(row -> {
                Volume volume = VolumeRowMapper.volume(row.value);
                boolean isReplaced = volume.content().isReplaceableUnused()
                        && !(volume.life() instanceof VolumeState.Gone)
                        && !volume.needs().away().keySet().containsAll(replacing(volume.content()));
                if (isReplaced) {
                    wakes.soon(volume.ref().store(), volume.ref().name());
                }
            });
        }
    }

    /** Takes over what the state topic says of a row: a volume, a move or a holding. */
    void restore(List<String> key, StorageState state) {
        state.getVolume().map(VolumeRowMapper::volume).ifPresent(this::put);
        state.getMove().map(VolumeRowMapper::move).ifPresent(move -> put(key.get(1), key.get(2), move));
        if (StateTopicBuffer.Kind.HOLDING.isOf(key)) {
            List<VolumeReference> held =
                    state.getHolding().map(ReferenceRowMapper::held).orElse(List.of());
            putReferencesOf(key.get(1), key.get(2), held);
        }
    }

    /** Returns what is known of rows that this version does not understand. */
    UnreadRows unread() {
        return new UnreadRows(references);
    }

    private static <V> List<KeyValue<String, V>> scan(KeyValueStore<String, V> rows, String prefix) {
        List<KeyValue<String, V>> found = new ArrayList<>();
        try (KeyValueIterator<String, V> iterator = rows.prefixScan(prefix, PREFIX)) {
            iterator.forEachRemaining(found::add);
        }
        return found;
    }
}
