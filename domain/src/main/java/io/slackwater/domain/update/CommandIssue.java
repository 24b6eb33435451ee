package io.slackwater.domain.update;

import java.time.Duration;
import java.time.Instant;

/**
 * The last issue of a command that has no outcome yet.
 *
 * @param number how often it was issued in this attempt, from 1; 0 where only its phase is known, after a replay
 * @param at when it was issued last
 */
public record CommandIssue(int number, Instant at) {

    private static final int MOST_DOUBLINGS = 3;

    /** Returns the first issue of a command. */
    public static CommandIssue first(Instant now) {
        return new CommandIssue(1, now);
    }

    /** Returns the next issue of the same command. */
    public CommandIssue next(Instant now) {
        return new CommandIssue(number + 1, now);
    }

    /**
     * Returns when it may be issued again. The pause doubles with each issue, up to eightfold, so that a host that is away
     * for long does not fill its topic.
     *
     * @param patience the command's lifetime, its longest duration, and a margin
     */
    public Instant reissueAt(Duration patience) {
        int doublings = Math.min(Math.max(number - 1, 0), MOST_DOUBLINGS);
        return at.plus(patience.multipliedBy(1L << doublings));
    }
}
