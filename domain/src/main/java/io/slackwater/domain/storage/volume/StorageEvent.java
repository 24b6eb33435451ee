package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.DeletionProof;
import java.util.List;
import java.util.Optional;

/**
 * One event in the life of a volume.
 *
 * @param volume the volume after the step
 * @param bytesFreed RECLAIMED: what came free; 0 otherwise
 * @param proof RECLAIMED: why it was safe; empty otherwise
 */
public record StorageEvent(
        Step step, Volume volume, List<Blocker> blockers, long bytesFreed, Optional<DeletionProof> proof) {

    /** What happened; the wire's names. */
    public enum Step {
        ADOPTED,
        STAGING,
        STAGED,
        PINNED,
        UNPINNED,
        REPLACED_OVERLAY,
        DUE,
        RETIRING,
        RECLAIMED,
        REFUSED
    }

    public StorageEvent {
        blockers = List.copyOf(blockers);
    }
}
