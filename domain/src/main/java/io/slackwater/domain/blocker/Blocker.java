package io.slackwater.domain.blocker;

import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An enumerated reason why something has not happened.
 *
 * @param subject what it is about: a VM's UUID, a host, a store, a volume, a slot or a change
 * @param since since when it holds things up
 * @param detail a sentence for a person
 */
public record Blocker(BlockerCode code, String subject, Instant since, String detail) {

    /** Whether it is the same reason about the same subject, whatever its time and wording. */
    public boolean sameAs(Blocker other) {
        return code == other.code && subject.equals(other.subject);
    }

    /** Whether two collections have the same reasons about the same subjects, whatever their times and wording. */
    public static boolean sameReasons(Collection<Blocker> left, Collection<Blocker> right) {
        return reasons(left).equals(reasons(right));
    }

    /** Returns the same reason with another time since which it holds things up. */
    public Blocker since(Instant earlier) {
        return new Blocker(code, subject, earlier, detail);
    }

    private static Set<Reason> reasons(Collection<Blocker> blockers) {
        return blockers.stream()
                .map(blocker -> new Reason(blocker.code, blocker.subject))
                .collect(Collectors.toUnmodifiableSet());
    }

    private record Reason(BlockerCode code, String subject) {}
}
