package io.slackwater.domain.policy.schedule;

import io.slackwater.domain.portion.Severity;
import java.util.Optional;

/**
 * The deadlines of a policy.
 *
 * @param usual for every change; empty where it waits for ever
 * @param critical for changes of severity CRITICAL, instead of the usual one; empty where they have the usual one
 */
public record Deadlines(Optional<Deadline> usual, Optional<Deadline> critical) {

    /** It waits for ever. */
    public static final Deadlines NONE = new Deadlines(Optional.empty(), Optional.empty());

    /** Returns the deadline of a change, or empty where it has none. */
    public Optional<Deadline> of(Severity severity) {
        return severity == Severity.CRITICAL ? critical.or(() -> usual) : usual;
    }
}
