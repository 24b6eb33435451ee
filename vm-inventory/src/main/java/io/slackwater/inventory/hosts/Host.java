package io.slackwater.inventory.hosts;

import java.time.Instant;
import java.util.Optional;

/**
 * A host as the log tells of it.
 *
 * @param declaration what was declared last
 * @param retired whether it was retired since
 * @param since since when it is in this state
 * @param reason why it is not reachable or not watched, or why it was retired; empty otherwise
 */
public record Host(Declaration declaration, boolean retired, State state, Instant since, Optional<String> reason) {

    /** How a host is doing. */
    public enum State {
        /** Nobody has reached it yet. */
        DECLARED,
        /** Reached, and being read. */
        REACHABLE,
        /** Reached and read from end to end. */
        SYNCED,
        /** Reached or read before, but not watched now: shown in place of REACHABLE and SYNCED, never in the log. */
        NOT_WATCHED,
        /** Not reachable. */
        UNREACHABLE,
        /** Retired: it does not count any more. */
        RETIRED
    }

    /** Returns it as it is while nobody watches it: that it was reached or read says nothing of now. */
    public Host notWatched(Instant from, String why) {
        return state == State.REACHABLE || state == State.SYNCED
                ? new Host(declaration, retired, State.NOT_WATCHED, from, Optional.of(why))
                : this;
    }

    /** Whether a declaration says nothing new of it. */
    public boolean isDeclaredAs(Declaration other) {
        return !retired && declaration.equals(other);
    }
}
