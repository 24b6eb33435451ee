package io.slackwater.executor.budget;

import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.Phase;
import java.time.Instant;
import java.util.Set;

/**
 * What the log says of an update.
 *
 * @param wave the wave that it goes with; 0 where it goes with none
 * @param blockers what holds it up
 * @param at when it was decided
 */
public record Heard(Request update, Phase phase, int wave, Set<BlockerCode> blockers, Instant at) {

    public Heard {
        blockers = Set.copyOf(blockers);
    }

    /** Whether nobody reaches its VM's host. */
    boolean isAway() {
        return blockers.contains(BlockerCode.HOST_UNREACHABLE);
    }
}
