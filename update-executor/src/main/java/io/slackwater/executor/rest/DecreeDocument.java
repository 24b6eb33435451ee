package io.slackwater.executor.rest;

import io.slackwater.domain.rollout.RolloutCondition;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was decided.
 *
 * @param actor who did; null where Slackwater did by itself
 */
public record DecreeDocument(@Nullable String actor, String reason, Instant at) {

    static @Nullable DecreeDocument of(Optional<RolloutCondition> decree) {
        return decree.map(decided -> new DecreeDocument(decided.actor().orElse(null), decided.reason(), decided.at()))
                .orElse(null);
    }
}
