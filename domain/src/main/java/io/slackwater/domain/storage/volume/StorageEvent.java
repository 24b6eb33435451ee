package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.model.Proof;
import java.util.List;
import java.util.Optional;

/**
 * One step in a volume's life, to be told.
 *
 * @param volume the volume after the step
 * @param bytesFreed RECLAIMED: what came free; 0 otherwise
 * @param proof RECLAIMED: why it was safe; empty otherwise
 */
public record StorageEvent(Step step, Volume volume, List<Blocker> blockers, long bytesFreed, Optional<Proof> proof) {

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
