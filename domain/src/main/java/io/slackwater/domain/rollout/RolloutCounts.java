package io.slackwater.domain.rollout;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/** The number of a rollout's updates in each state. */
public record RolloutCounts(Map<MemberState, Long> byState) {

    public static final RolloutCounts NONE = new RolloutCounts(Map.of());

    public RolloutCounts {
        byState = Map.copyOf(byState);
    }

    /** Returns the counts with so many more, or fewer, that stand there. */
    public RolloutCounts plus(MemberState state, long more) {
        Map<MemberState, Long> changed = new EnumMap<>(MemberState.class);
        changed.putAll(byState);
        changed.merge(state, more, Long::sum);
        changed.values().removeIf(count -> count == 0);
        return new RolloutCounts(changed);
    }

    public long of(MemberState state) {
        return byState.getOrDefault(state, 0L);
    }

    /** Returns how many stand where this is so. */
    public long where(Predicate<MemberState> so) {
        return byState.entrySet().stream()
                .filter(entry -> so.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public long total() {
        return where(state -> true);
    }
}
