package io.slackwater.domain.vm;

import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;

/**
 * One slot of a VM that refers to a volume.
 *
 * @param live whether the running machine refers to it
 * @param configured whether the definition of the next start refers to it
 * @param disposable whether the owner declared the disk replaceable
 * @param volume the volume that the slot names
 * @param backing what that is backed by, nearest first
 * @param obstacles what in its configured definition forbids that another image is put there
 */
public record SlotUse(
        String slot,
        boolean live,
        boolean configured,
        boolean disposable,
        VolumeRef volume,
        List<VolumeRef> backing,
        List<String> obstacles) {

    public SlotUse {
        backing = List.copyOf(backing);
        obstacles = List.copyOf(obstacles);
    }

    /** A slot in which any image can be put. */
    public SlotUse(
            String slot,
            boolean live,
            boolean configured,
            boolean disposable,
            VolumeRef volume,
            List<VolumeRef> backing) {
        this(slot, live, configured, disposable, volume, backing, List.of());
    }

    /** Returns what the slot refers to since an update was rolled back, whose own overlay it named. */
    SlotUse rolledBack(List<Replacement> replacements) {
        return replacements.stream()
                .filter(replacement -> replacement.slot().equals(slot)
                        && replacement.toOverlay().filter(volume::isSameAs).isPresent())
                .findFirst()
                .map(replacement -> new SlotUse(
                        slot,
                        live,
                        configured,
                        disposable,
                        replacement.replaced(),
                        List.of(replacement.from()),
                        obstacles))
                .orElse(this);
    }
}
