package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.UpdatePhase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One event of an update.
 *
 * @param phase the phase that it says
 * @param at when that was decided
 * @param reason why, for a person
 * @param blockers what held it up then
 */
public record Step(UpdatePhase phase, Instant at, Optional<String> reason, List<Blocker> blockers) {

    public Step {
        blockers = List.copyOf(blockers);
    }
}
