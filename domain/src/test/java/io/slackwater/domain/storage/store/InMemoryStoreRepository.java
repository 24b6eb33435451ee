package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.host.StoreHosts;
import io.slackwater.domain.storage.model.Content;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.volume.Sample;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.volume.Artifact;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A repository of one store on the heap. */
final class InMemoryStoreRepository implements StoreRepository {

    final Set<String> withdrawn = new HashSet<>();
    final Map<String, Artifact> artifacts = new HashMap<>();
    final Set<String> wokenStores = new HashSet<>();
    final Set<String> replacing = new HashSet<>();
    final Map<String, StoreDeleteState> deleteStates = new TreeMap<>();
    DeleteDecisions decisions = DeleteDecisions.NONE;
    Instant activeSince = Instant.EPOCH;
    private final Map<String, Volume> volumes = new TreeMap<>();
    private final Map<String, UpdateMove> moves = new TreeMap<>();
    private final Map<String, List<VolumeReference>> held = new TreeMap<>();

    @Override
    public Optional<Volume> volume(String store, String name) {
        return Optional.ofNullable(volumes.get(name));
    }

    @Override
    public Optional<Volume> holding(String store, Artifact artifact) {
        return volumes.values().stream()
                .filter(volume -> volume.content().isStagedFrom(artifact))
                .filter(volume ->
                        volume.state() instanceof VolumeState.Present || volume.state() instanceof VolumeState.Due)
                .findFirst();
    }

    @Override
    public void put(Volume volume) {
        volumes.put(volume.ref().name(), volume);
    }

    @Override
    public Optional<UpdateMove> move(String store, String volume, String vmId, String updateId) {
        return Optional.ofNullable(moves.get(volume + "|" + vmId + "|" + updateId));
    }

    @Override
    public void put(String store, String volume, UpdateMove move) {
        moves.put(volume + "|" + move.vmId() + "|" + move.updateId(), move);
    }

    @Override
    public List<UpdateMove> moves(String store, String volume, String vmId) {
        return withPrefix(volume + "|" + vmId + "|");
    }

    @Override
    public List<UpdateMove> moves(String store, String volume) {
        return withPrefix(volume + "|");
    }

    @Override
    public Set<String> movedBy(String store, String vmId) {
        return volumes.keySet().stream()
                .filter(volume -> !moves(store, volume, vmId).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public List<Blocker> references(String store, String volume, int limit) {
        return held.values().stream()
                .flatMap(List::stream)
                .filter(reference -> reference.volume().equals(volume))
                .map(VolumeReference::blocker)
                .limit(limit)
                .toList();
    }

    @Override
    public List<VolumeReference> referencesOf(String store, String holder) {
        return held.getOrDefault(holder, List.of());
    }

    @Override
    public void putReferencesOf(String store, String holder, List<VolumeReference> references) {
        held.put(holder, references);
    }

    @Override
    public List<Blocker> holds(String store, String volume) {
        return List.of();
    }

    @Override
    public int dueLater(Volume volume, Instant dueSince) {
        return 0;
    }

    @Override
    public StoreHosts hosts(String store) {
        return Sample.hosts();
    }

    @Override
    public boolean isFanOutFinished(String changeId) {
        return true;
    }

    @Override
    public boolean isWithdrawn(String changeId) {
        return withdrawn.contains(changeId);
    }

    @Override
    public Set<String> replacing(Content content) {
        return replacing;
    }

    @Override
    public Optional<Artifact> artifact(String changeId, String portion) {
        return Optional.ofNullable(artifacts.get(changeId));
    }

    @Override
    public StoreDeleteState deleteState(String store) {
        return deleteStates.getOrDefault(store, StoreDeleteState.NEW);
    }

    @Override
    public void put(String store, StoreDeleteState deleteState) {
        deleteStates.put(store, deleteState);
    }

    @Override
    public DeleteDecisions deleteDecisions(Volume volume) {
        return decisions;
    }

    @Override
    public Instant activeSince(String store) {
        return activeSince;
    }

    @Override
    public void evaluateAll(String store) {
        wokenStores.add(store);
    }

    private List<UpdateMove> withPrefix(String prefix) {
        return moves.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }
}
