package io.slackwater.topology.storage.state;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.portion.PortionVersion;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.store.DeleteDecisions;
import io.slackwater.domain.storage.store.StoreDeleteState;
import io.slackwater.domain.storage.store.StoreRepository;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.schemas.StorageState;
import io.slackwater.topology.storage.index.VolumeIndex;
import io.slackwater.topology.storage.row.ReferenceRowMapper;
import io.slackwater.topology.storage.row.VolumeRowMapper;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Keeps the store machine's state in Kafka Streams state stores. */
public final class KafkaStoreRepository implements StoreRepository {

    private final VolumeRepository volumes;
    private final MoveRepository moves;
    private final ReferenceRepository references;
    private final DecisionRepository decisions;
    private final HostRepository hosts;
    private final ChangeRepository changes;
    private final DeferredUpdates deferredUpdates;
    private final DeleteGuardRepository deleteStates;
    private final VolumeSweeps sweeps;

    /** A repository over the stores of a task, whose changes the state topic takes note of. */
    KafkaStoreRepository(
            ProcessorContext<?, ?> context,
            DecisionRepository decisions,
            HostRepository hosts,
            ChangeRepository changes,
            DeferredUpdates deferredUpdates,
            EvaluationSchedule schedule,
            DeleteGuardRepository deleteStates,
            StateTopicBuffer stateTopic) {
        this.volumes = new VolumeRepository(context.getStateStore(StorageStateStores.VOLUMES), schedule, stateTopic);
        this.moves = new MoveRepository(context.getStateStore(StorageStateStores.MOVES), stateTopic);
        this.decisions = decisions;
        this.references = new ReferenceRepository(
                context.getStateStore(StorageStateStores.HOLDINGS),
                context.getStateStore(StorageStateStores.REFERENCES),
                decisions.reading(),
                stateTopic);
        this.hosts = hosts;
        this.changes = changes;
        this.deferredUpdates = deferredUpdates;
        this.deleteStates = deleteStates;
        this.sweeps = new VolumeSweeps(
                context.getStateStore(StorageStateStores.SWEEPS),
                volumes.index(),
                context.getStateStore(StorageStateStores.CONCERNED));
    }

    /** Returns what is known of all volumes without their rows. */
    public VolumeIndex index() {
        return volumes.index();
    }

    /** Returns the sweeps over volumes that events ask for. */
    public VolumeSweeps sweeps() {
        return sweeps;
    }

    @Override
    public Optional<Volume> volume(String store, String name) {
        return volumes.volume(store, name);
    }

    /** Returns what the volumes of a store contain, by name; without those of which it is not known. */
    public Map<String, PortionVersion> contents(String store) {
        return volumes.contents(store);
    }

    @Override
    public Optional<Volume> holding(String store, Artifact artifact) {
        return volumes.holding(store, artifact);
    }

    @Override
    public void put(Volume volume) {
        volumes.put(volume);
    }

    @Override
    public Optional<UpdateMove> move(String store, String volume, String vmId, String updateId) {
        return moves.move(store, volume, vmId, updateId);
    }

    @Override
    public void put(String store, String volume, UpdateMove move) {
        moves.put(store, volume, move);
    }

    /** Whether the volume of a move was deleted by that time, given the move's key: then nothing is counted by the move any more. */
    boolean isMoveOver(String key, Instant time) {
        List<String> parts = CompoundKeys.parts(key);
        return volume(parts.get(0), parts.get(1))
                .filter(volume -> volume.state() instanceof VolumeState.Gone gone
                        && !gone.at().isAfter(time))
                .isPresent();
    }

    /** Forgets a move, given its key: its store, volume, VM and update. */
    public void forgetMove(List<String> key) {
        moves.forget(key);
    }

    @Override
    public List<UpdateMove> moves(String store, String volume, String vmId) {
        return moves.moves(store, volume, vmId);
    }

    @Override
    public List<UpdateMove> moves(String store, String volume) {
        return moves.moves(store, volume);
    }

    @Override
    public Set<String> movedBy(String store, String vmId) {
        return volumes.names(store).stream()
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
        return volumes.index().dueLater(volume, dueSince);
    }

    @Override
    public StoreHosts hosts(String store) {
        return hosts.of(store);
    }

    /** What waits to be counted may be an update that still needs its old volume. */
    @Override
    public boolean isFanOutFinished(String changeId) {
        return changes.isFanOutFinished(changeId) && !deferredUpdates.isWaiting(changeId);
    }

    @Override
    public boolean isWithdrawn(String changeId) {
        return changes.isWithdrawn(changeId);
    }

    @Override
    public Set<String> replacing(Content content) {
        return changes.replacing(content);
    }

    @Override
    public Optional<Artifact> artifact(String changeId, String portion) {
        return changes.artifact(changeId, portion);
    }

    @Override
    public StoreDeleteState deleteState(String store) {
        return deleteStates.of(store);
    }

    @Override
    public void put(String store, StoreDeleteState deleteState) {
        deleteStates.put(store, deleteState);
    }

    @Override
    public DeleteDecisions deleteDecisions(Volume volume) {
        return deleteStates.decisions(volume);
    }

    @Override
    public Instant activeSince(String store) {
        return deleteStates.activeSince(hosts.of(store));
    }

    @Override
    public void evaluateAll(String store) {
        sweeps.ofStore(store);
    }

    /** Whether a sweep that comes to a volume has it decided about. */
    public boolean isToEvaluate(VolumeSweeps.Swept swept) {
        return switch (swept.kind()) {
            case STORE, CONCERN, ANY_CONCERN -> true;
            case DUE ->
                volume(swept.volume())
                        .flatMap(volume -> volume.state().dueSince())
                        .isPresent();
            case REPLACED -> volume(swept.volume()).filter(this::isReplaced).isPresent();
        };
    }

    private Optional<Volume> volume(VolumeIndex.Key key) {
        return volume(key.store(), key.name());
    }

    /** Whether it may be replaced unused, and a change took its place that is not known of it. */
    private boolean isReplaced(Volume volume) {
        return volume.content().isReplaceableUnused()
                && !volume.updateCounts().away().keySet().containsAll(replacing(volume.content()));
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
    UnreadRowGuard unread() {
        return new UnreadRowGuard(references);
    }
}
