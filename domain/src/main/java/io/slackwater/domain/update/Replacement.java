package io.slackwater.domain.update;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.volume.VolumeRef;
import java.util.Optional;

/**
 * What an update changes in one slot of a VM.
 *
 * @param slot {@code kernel}, {@code initrd}, {@code loader}, or a disk's target such as {@code vda}
 * @param portion the portion that moves
 * @param fromVersion the version that the slot refers to before the update
 * @param from the volume of that version; for a base image the base, not the overlay
 * @param fromOverlay for a base image the overlay that the slot refers to before the update; empty for other kinds
 * @param toVersion the version that the slot is to refer to
 * @param to the volume of that version; empty until it is known to be staged
 * @param toOverlay for a base image the new overlay; empty for other kinds, and until it was made
 */
public record Replacement(
        String slot,
        String portion,
        PortionKind kind,
        String fromVersion,
        VolumeRef from,
        Optional<VolumeRef> fromOverlay,
        String toVersion,
        Optional<VolumeRef> to,
        Optional<VolumeRef> toOverlay) {

    /** Returns what the slot names before the update. */
    public VolumeRef replaced() {
        return fromOverlay.orElse(from);
    }

    /** Returns the same replacement with the volume that the slot is to refer to. */
    public Replacement towards(VolumeRef target) {
        return new Replacement(
                slot, portion, kind, fromVersion, from, fromOverlay, toVersion, Optional.of(target), toOverlay);
    }

    /** Returns the same replacement with the overlay that was made for it. */
    public Replacement onOverlay(VolumeRef overlay) {
        return new Replacement(
                slot, portion, kind, fromVersion, from, fromOverlay, toVersion, to, Optional.of(overlay));
    }
}
