package io.slackwater.executor.update;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An enumerated reason why an update has not happened.
 *
 * @param subject what it is about: a VM's UUID, a host, a volume, a slot or a change
 * @param since since when it holds the update up
 * @param detail a sentence for a person, with the remedy where there is one
 */
public record Blocker(BlockerCode code, String subject, Instant since, String detail) {

    /** Whether two sets hold an update up for the same reasons; times and wording make no difference. */
    public static boolean sameReasons(Collection<Blocker> left, Collection<Blocker> right) {
        return reasons(left).equals(reasons(right));
    }

    private static Set<Reason> reasons(Collection<Blocker> blockers) {
        return blockers.stream()
                .map(blocker -> new Reason(blocker.code, blocker.subject))
                .collect(Collectors.toUnmodifiableSet());
    }

    private record Reason(BlockerCode code, String subject) {}
}
