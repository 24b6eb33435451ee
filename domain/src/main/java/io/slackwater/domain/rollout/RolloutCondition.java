package io.slackwater.domain.rollout;

import java.time.Instant;
import java.util.Optional;

/**
 * A condition of a rollout that a decision set, such as paused or aborted.
 *
 * @param actor who; empty where Slackwater did by itself
 * @param reason why, for a person
 */
public record RolloutCondition(Optional<String> actor, String reason, Instant at) {

    /** Returns it as a clause: who, and why. */
    public String describe() {
        return actor.map(who -> "by " + who + ": ").orElse("") + reason;
    }
}
