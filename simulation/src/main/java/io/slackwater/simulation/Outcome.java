package io.slackwater.simulation;

import java.util.Optional;

/**
 * What came of a run.
 *
 * @param violation what did not hold; empty where all did
 * @param records how many records the log has
 * @param elapsed how much virtual time passed, in milliseconds
 */
public record Outcome(long seed, Optional<Violation> violation, int records, long elapsed, Trace trace) {

    /** Something that did not hold, and how. */
    public record Violation(String invariant, String detail) {}
}
