package io.slackwater.domain.budget;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.VerifiedBy;
import java.time.Instant;
import java.util.Set;

/**
 * The state of an update as its last event tells it.
 *
 * @param wave the wave that it goes with; 0 where it goes with none
 * @param blockers what holds it up, for whoever asks
 * @param hostUnreachable whether the host of the changed VM cannot be reached
 * @param verifiedBy what showed that its VM came up; UNKNOWN but for VERIFIED
 * @param at when it was decided
 */
public record UpdateStatus(
        LeaseRequest update,
        Phase phase,
        int wave,
        Set<BlockerCode> blockers,
        boolean hostUnreachable,
        VerifiedBy verifiedBy,
        Instant at) {

    public UpdateStatus {
        blockers = Set.copyOf(blockers);
    }

    /** What is said of an update in another phase than VERIFIED, or of what it was verified by nobody knows. */
    public UpdateStatus(LeaseRequest update, Phase phase, int wave, Set<BlockerCode> blockers, Instant at) {
        this(update, phase, wave, blockers, false, VerifiedBy.UNKNOWN, at);
    }
}
