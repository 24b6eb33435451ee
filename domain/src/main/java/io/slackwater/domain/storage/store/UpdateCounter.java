package io.slackwater.domain.storage.store;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.storage.model.UpdateMove;
import io.slackwater.domain.storage.model.UpdateMove.Direction;
import io.slackwater.domain.storage.model.UpdateMove.Status;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.storage.volume.VolumeState;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.Artifact;
import io.slackwater.domain.volume.VolumeRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Counts updates away from volumes and to them, as a set: there is one row per update and volume, and the counts in the volume
 * change with the row alone.
 */
final class UpdateCounter {

    private final StoreRepository repository;

    UpdateCounter(StoreRepository repository) {
        this.repository = repository;
    }

    /** A volume whose needs changed, and what is to be decided about it. */
    record Touched(String volume, VolumeInput input) {}

    /** Counts one event of an update in one store, and returns the volumes that it touches. */
    List<Touched> count(String store, VmUpdatePhase update) {
        List<Touched> touched = new ArrayList<>();
        for (Replacement move : update.replacements()) {
            if (move.kind() != PortionKind.PACKAGES && isIn(store, move.from())) {
                touched.addAll(away(update, move.from()));
                toward(store, update, move).ifPresent(touched::add);
            }
            touched.addAll(new Overlays(repository, store, update).touched(move));
            awayFromOverlay(store, update, move).ifPresent(touched::add);
        }
        return touched;
    }

    /** Takes note that a VM refers to volumes no more: its rolled back updates away from them hold them no longer. */
    void movedOn(String store, String vmId, Collection<String> volumes) {
        for (String name : volumes) {
            repository.volume(store, name).map(volume -> movedOn(volume, vmId)).ifPresent(repository::put);
        }
    }

    /** Returns all updates away from a volume. */
    List<UpdateMove> away(String store, String name) {
        return repository.moves(store, name).stream()
                .filter(move -> move.direction() == Direction.AWAY)
                .toList();
    }

    private List<Touched> away(VmUpdatePhase update, VolumeRef from) {
        Volume volume = repository.volume(from.store(), from.name()).orElseGet(() -> Volume.unknown(from));
        if (volume.state() instanceof VolumeState.Gone) {
            return List.of();
        }
        Volume counted = counted(volume, update, Direction.AWAY, Status.of(update.phase()));
        if (hasLeft(from.store(), update)) {
            counted = movedOn(counted, update.vmId());
        }
        repository.put(counted);
        return List.of(new Touched(from.name(), new VolumeInput.Reconcile()));
    }

    /**
     * Counts an update away from an overlay that an earlier update said to be superfluous: the VM may have stayed on it, and this update
     * may go back to it. Where the earlier one was right, it ends without having been applied.
     */
    private Optional<Touched> awayFromOverlay(String store, VmUpdatePhase update, Replacement move) {
        Status status = Status.of(update.phase());
        return move.fromOverlay()
                .filter(overlay -> isIn(store, overlay))
                .flatMap(overlay -> repository.volume(store, overlay.name()))
                .filter(volume -> !(volume.state() instanceof VolumeState.Gone))
                .filter(volume -> isSuperfluousByAnother(volume, update) || isCounted(volume, update))
                .map(volume -> counted(
                        volume, update, Direction.AWAY, status == Status.ROLLED_BACK ? Status.NOT_NEEDED : status))
                .map(volume -> {
                    repository.put(volume);
                    return new Touched(volume.ref().name(), new VolumeInput.Reconcile());
                });
    }

    private static boolean isSuperfluousByAnother(Volume volume, VmUpdatePhase update) {
        return volume.overlay()
                .filter(overlay -> overlay.released() && !overlay.updateId().equals(update.updateId()))
                .isPresent();
    }

    private boolean isCounted(Volume volume, VmUpdatePhase update) {
        return repository
                .move(volume.ref().store(), volume.ref().name(), update.vmId(), update.updateId())
                .isPresent();
    }

    /**
     * Whether the VM needs the old volume no more for the sake of earlier updates. One that was rolled back for want of the VM says
     * so after the inventory: no reference of it in the store is left to be taken away later.
     */
    private boolean hasLeft(String store, VmUpdatePhase update) {
        return switch (update.phase()) {
            case VERIFIED, NOT_NEEDED -> true;
            case ROLLED_BACK -> repository.referencesOf(store, update.vmId()).isEmpty();
            case UNKNOWN, REQUIRED, GRANTED, APPLIED, FAILED, RELEASED, SUPERSEDED, WITHDRAWN -> false;
        };
    }

    private Optional<Touched> toward(String store, VmUpdatePhase update, Replacement move) {
        Optional<Volume> named = move.to()
                .filter(to -> isIn(store, to))
                .flatMap(to -> repository.volume(store, to.name()))
                .filter(volume -> !(volume.state() instanceof VolumeState.Gone));
        Optional<Artifact> artifact = repository.artifact(update.changeId(), move.portion());
        if (named.isEmpty() && artifact.isEmpty()) {
            return Optional.empty();
        }
        Volume target = named.orElseGet(() -> holder(store, artifact.orElseThrow()));
        Volume counted = counted(target, update, Direction.TOWARD, Status.of(update.phase()));
        repository.put(counted);
        boolean isNeeded = Status.of(update.phase()) == Status.OPEN && artifact.isPresent();
        return Optional.of(new Touched(
                counted.ref().name(),
                isNeeded ? new VolumeInput.Wanted(artifact.orElseThrow()) : new VolumeInput.Reconcile()));
    }

    /**
     * Returns the volume that Slackwater staged with an artifact's content, or is to stage. One that was adopted does not serve: a rule
     * knows its name alone, and its owner may write to it.
     */
    private Volume holder(String store, Artifact artifact) {
        Optional<Volume> named = repository.volume(store, artifact.volumeName());
        return named.filter(volume -> !(volume.state() instanceof VolumeState.Gone))
                .or(() -> repository.holding(store, artifact))
                .or(() -> named)
                .orElseGet(() -> Volume.wanted(store, artifact));
    }

    private Volume counted(Volume volume, VmUpdatePhase update, Direction direction, Status status) {
        String store = volume.ref().store();
        String name = volume.ref().name();
        Optional<UpdateMove> before = repository.move(store, name, update.vmId(), update.updateId());
        UpdateMove after = before.map(move -> move.to(status))
                .orElseGet(
                        () -> new UpdateMove(update.updateId(), update.changeId(), update.vmId(), direction, status));
        return recorded(volume, before, after);
    }

    private Volume movedOn(Volume volume, String vmId) {
        Volume counted = volume;
        for (UpdateMove move :
                repository.moves(volume.ref().store(), volume.ref().name(), vmId)) {
            if (move.direction() == Direction.AWAY && !move.movedOn().equals(move)) {
                counted = recorded(counted, Optional.of(move), move.movedOn());
            }
        }
        return counted;
    }

    private Volume recorded(Volume volume, Optional<UpdateMove> before, UpdateMove after) {
        repository.put(volume.ref().store(), volume.ref().name(), after);
        return volume.with(volume.updateCounts().moved(before, after));
    }

    private static boolean isIn(String store, VolumeRef ref) {
        return ref.store().equals(store) && !ref.name().isEmpty();
    }
}
