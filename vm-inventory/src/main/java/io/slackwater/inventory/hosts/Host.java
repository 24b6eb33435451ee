package io.slackwater.inventory.hosts;

import java.time.Instant;
import java.util.Optional;

/**
 * A host as the log tells of it.
 *
 * @param declaration what was declared last
 * @param retired whether it was retired since
 * @param since since when it is in this state
 * @param reason why it is not reachable or not watched, what is not known of it, or why it was retired; empty otherwise
 */
public record Host(HostDeclaration declaration, boolean retired, State state, Instant since, Optional<String> reason) {

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
        /** Not watched, since another declared host is the same and was there first: shown, never in the log. */
        SAME_HOST,
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

    /** Returns it as it is while another host that is the same is watched in its place. */
    public Host sameHost(Instant from, String why) {
        return retired ? this : new Host(declaration, false, State.SAME_HOST, from, Optional.of(why));
    }

    /** Returns it with what is not known of it, where nothing else is wrong with it. */
    public Host unclear(String why) {
        return reason.isPresent() ? this : new Host(declaration, retired, state, since, Optional.of(why));
    }

    /** Whether a declaration says nothing new of it. */
    public boolean isDeclaredAs(HostDeclaration other) {
        return !retired && declaration.equals(other);
    }
}
