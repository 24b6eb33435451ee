package io.slackwater.domain.budget;

import java.time.Instant;
import java.util.Optional;

/**
 * Tells the lease requests of one update apart. An attempt that was not granted what it asked for may ask again.
 *
 * @param at when its VM's decider asked; empty in what the log says of an update
 */
public record LeaseRequestKey(int attempt, Optional<Instant> at) {

    /** An attempt of which the log speaks. */
    public static LeaseRequestKey logged(int attempt) {
        return new LeaseRequestKey(attempt, Optional.empty());
    }

    /** Whether it came after another of the same update. */
    public boolean isLaterThan(LeaseRequestKey other) {
        return attempt == other.attempt
                ? at.orElse(Instant.MIN).isAfter(other.at.orElse(Instant.MIN))
                : attempt > other.attempt;
    }
}
