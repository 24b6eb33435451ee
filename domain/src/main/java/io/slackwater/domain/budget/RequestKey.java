package io.slackwater.domain.budget;

import java.time.Instant;
import java.util.Optional;

/**
 * Which of an update's requests for a slot it is. An attempt that was not granted what it asked for may ask again.
 *
 * @param at when its VM's decider asked; empty in what the log says of an update
 */
public record RequestKey(int attempt, Optional<Instant> at) {

    /** An attempt of which the log speaks. */
    public static RequestKey logged(int attempt) {
        return new RequestKey(attempt, Optional.empty());
    }

    /** Whether it came after another of the same update. */
    public boolean isLaterThan(RequestKey other) {
        return attempt == other.attempt
                ? at.orElse(Instant.MIN).isAfter(other.at.orElse(Instant.MIN))
                : attempt > other.attempt;
    }
}
