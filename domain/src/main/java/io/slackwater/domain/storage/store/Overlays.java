package io.slackwater.domain.storage.store;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.Overlay;
import io.slackwater.domain.storage.model.VolumeOrigin;
import io.slackwater.domain.storage.volume.Volume;
import io.slackwater.domain.storage.volume.VolumeInput;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tracks the overlays that updates put aside when their base image moved. Once applied, the old overlay is the
 * update's: its rollback target until the verdict, superfluous when the new system is verified. If the update ended
 * where it began, the new overlay is the superfluous one.
 */
final class Overlays {

    private final StoreRepository repository;
    private final String store;
    private final VmUpdatePhase update;

    Overlays(StoreRepository repository, String store, VmUpdatePhase update) {
        this.repository = repository;
        this.store = store;
        this.update = update;
    }

    static Blocker blocker(Volume overlay, Instant since) {
        return new Blocker(
                BlockerCode.USED_BY_BACKING_CHAIN,
                overlay.ref().name(),
                since,
                "An overlay that an update put aside is backed by it, and goes once that update has its verdict");
    }

    List<UpdateCounter.Touched> touched(Replacement move) {
        Optional<VolumeRef> old = move.fromOverlay().filter(this::isHere);
        Optional<VolumeRef> made = move.toOverlay().filter(this::isHere);
        List<UpdateCounter.Touched> touched = new ArrayList<>();
        switch (update.phase()) {
            case APPLIED -> {
                old.ifPresent(overlay -> touched.add(putAside(overlay, move.from(), false)));
                made.flatMap(this::takeBack).ifPresent(touched::add);
            }
            case VERIFIED -> {
                old.ifPresent(overlay -> touched.add(putAside(overlay, move.from(), true)));
                made.flatMap(this::takeBack).ifPresent(touched::add);
            }
            case ROLLED_BACK -> {
                old.flatMap(this::takeBack).ifPresent(touched::add);
                made.ifPresent(overlay -> touched.add(putAside(overlay, base(move), true)));
            }
            // What was applied before it came back is on the new overlay.
            case RELEASED ->
                made.filter(overlay -> old.filter(this::isPutAsideByIt).isEmpty())
                        .ifPresent(overlay -> touched.add(putAside(overlay, base(move), true)));
            // It ended without a verdict: nobody will roll back to the old overlay. One that another update put aside
            // is its.
            case NOT_NEEDED, SUPERSEDED, WITHDRAWN ->
                old.filter(this::isPutAsideByIt)
                        .ifPresent(overlay -> touched.add(putAside(overlay, move.from(), true)));
            case UNKNOWN, REQUIRED, GRANTED, FAILED -> {
                // No overlay changes hands.
            }
        }
        return touched;
    }

    private UpdateCounter.Touched putAside(VolumeRef ref, VolumeRef base, boolean released) {
        Volume volume = repository.volume(store, ref.name()).orElseGet(() -> Volume.unknown(ref));
        boolean wasReleased = volume.overlay()
                .filter(overlay -> overlay.updateId().equals(update.updateId()))
                .map(Overlay::released)
                .orElse(false);
        String baseHere = base.store().equals(store) ? base.name() : "";
        Overlay overlay =
                new Overlay(update.updateId(), update.changeId(), update.vmId(), baseHere, released || wasReleased);
        repository.put(volume.with(overlay));
        return new UpdateCounter.Touched(ref.name(), new VolumeInput.PutAside(ref.path()));
    }

    private Optional<UpdateCounter.Touched> takeBack(VolumeRef ref) {
        return repository
                .volume(store, ref.name())
                .filter(volume -> volume.content().origin() == VolumeOrigin.REPLACED)
                .map(volume -> new UpdateCounter.Touched(ref.name(), new VolumeInput.TakenBack()));
    }

    private boolean isPutAsideByIt(VolumeRef ref) {
        return repository
                .volume(store, ref.name())
                .filter(volume -> volume.content().origin() == VolumeOrigin.REPLACED)
                .flatMap(Volume::overlay)
                .filter(overlay -> overlay.updateId().equals(update.updateId()))
                .isPresent();
    }

    private boolean isHere(VolumeRef ref) {
        return ref.store().equals(store) && !ref.name().isEmpty();
    }

    /** The base of a new overlay; where it is not known which volume that is, the look before a delete of it finds the overlay. */
    private static VolumeRef base(Replacement move) {
        return move.to().orElse(new VolumeRef("", "", ""));
    }
}
