package io.slackwater.domain.match;

import java.util.List;
import java.util.Optional;

/**
 * A change that is available.
 *
 * @param sequence its place in the order in which changes became available
 * @param targets the portion versions that move together
 */
public record Change(String id, long sequence, List<Target> targets) {

    public Change {
        targets = List.copyOf(targets);
    }

    /** Returns what this change brings of a portion, or empty where it does not concern it. */
    public Optional<Target> target(String portion) {
        for (Target target : targets) {
            if (target.portion().equals(portion)) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }
}
