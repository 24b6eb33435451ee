package io.slackwater.executor.budget;

import java.time.Instant;

/**
 * A slot that an update has.
 *
 * @param until {@link Hold#OFFERED}: until when it must be used; without meaning otherwise
 */
public record Lease(Request request, Hold hold, Instant until) {

    /** Whether it was not used in time. */
    public boolean isOver(Instant now) {
        return hold == Hold.OFFERED && !now.isBefore(until);
    }

    /** What the slot is held for. */
    public enum Hold {
        OFFERED,
        IN_FLIGHT,
        AWAITING_START
    }
}
