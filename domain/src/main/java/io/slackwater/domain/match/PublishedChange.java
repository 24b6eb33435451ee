package io.slackwater.domain.match;

import java.util.List;
import java.util.Optional;

/**
 * A change that was published, available or withdrawn since.
 *
 * @param sequence its place in the order in which changes became available
 * @param targets the portion versions that move together
 */
public record PublishedChange(String id, long sequence, List<TargetVersion> targets) {

    public PublishedChange {
        targets = List.copyOf(targets);
    }

    /** Returns what this change brings of a portion, or empty where it does not concern it. */
    public Optional<TargetVersion> target(String portion) {
        for (TargetVersion target : targets) {
            if (target.portion().equals(portion)) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }
}
