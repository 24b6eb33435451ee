package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import java.util.List;

/** Compares lists of blockers as sets of code and subject. */
final class BlockerComparison {

    private BlockerComparison() {}

    /** Whether both name the same reasons about the same subjects; times and wording do not count. */
    static boolean sameSet(List<Blocker> left, List<Blocker> right) {
        return covers(left, right) && covers(right, left);
    }

    /** Returns {@code now} with the times of those that were there before. */
    static List<Blocker> carryOver(List<Blocker> before, List<Blocker> now) {
        return now.stream()
                .map(blocker -> before.stream()
                        .filter(blocker::sameAs)
                        .findFirst()
                        .map(earlier -> blocker.since(earlier.since()))
                        .orElse(blocker))
                .toList();
    }

    private static boolean covers(List<Blocker> all, List<Blocker> some) {
        return some.stream().allMatch(one -> all.stream().anyMatch(one::sameAs));
    }
}
