package io.slackwater.domain.budget;

import java.time.Instant;

/**
 * The right of an update to go: offered, then held.
 *
 * @param wave the wave of its rollout that it goes with, from 1; 0 where that is not known
 * @param until {@link State#OFFERED}: until when it must be used; {@link State#IN_FLIGHT}: until when it must be applied, or is not
 *     waited for; without meaning otherwise
 */
public record Lease(LeaseRequest request, State state, int wave, Instant until) {

    /** Whether what it is held for did not happen in time. */
    public boolean isOver(Instant now) {
        return state.hasEnd() && !now.isBefore(until);
    }

    Lease withState(State otherwise, Instant end) {
        return new Lease(request, otherwise, wave, end);
    }

    /** What the lease is held for. */
    public enum State {
        OFFERED,
        IN_FLIGHT,
        AWAITING_START,
        /** Nobody says what becomes of it, because its host or its worker is away: only replicas of its VM still wait for it. */
        OVERDUE;

        /** Whether it takes a lease of those that are being changed. */
        boolean isBusy() {
            return this == OFFERED || this == IN_FLIGHT;
        }

        /** Whether it takes a lease of those that are unproved. */
        boolean isAwaited() {
            return this != OVERDUE;
        }

        boolean hasEnd() {
            return isBusy();
        }
    }
}
