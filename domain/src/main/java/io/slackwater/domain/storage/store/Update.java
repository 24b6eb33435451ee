package io.slackwater.domain.storage.store;

import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.storage.model.Move;
import io.slackwater.domain.volume.VolumeRef;
import java.util.List;
import java.util.Optional;

/** One phase of one update, as far as storage is concerned. */
public record Update(String updateId, String changeId, String vmId, Phase phase, List<SlotMove> moves) {

    public Update {
        moves = List.copyOf(moves);
    }

    /** The phases of an update; the wire's names. */
    public enum Phase {
        UNKNOWN,
        REQUIRED,
        GRANTED,
        APPLIED,
        VERIFIED,
        FAILED,
        ROLLED_BACK,
        RELEASED,
        SUPERSEDED,
        WITHDRAWN,
        NOT_NEEDED;

        /** Returns how far the update is; VERIFIED alone completes it, FAILED is yet to be rolled back. */
        Move.Status status() {
            return switch (this) {
                case UNKNOWN, REQUIRED, GRANTED, APPLIED, FAILED, RELEASED -> Move.Status.OPEN;
                case VERIFIED -> Move.Status.COMPLETED;
                case SUPERSEDED, WITHDRAWN, NOT_NEEDED -> Move.Status.NOT_NEEDED;
                case ROLLED_BACK -> Move.Status.ROLLED_BACK;
            };
        }
    }

    /**
     * What changes in one slot.
     *
     * @param from the volume of the old version
     * @param to the volume of the new version; empty until it is known
     * @param fromOverlay for a base image: the overlay that the slot refers to before the update
     * @param toOverlay for a base image: the overlay that the slot refers to after it; empty until it is made
     */
    public record SlotMove(
            String portion,
            PortionKind kind,
            VolumeRef from,
            Optional<VolumeRef> to,
            Optional<VolumeRef> fromOverlay,
            Optional<VolumeRef> toOverlay) {}
}
