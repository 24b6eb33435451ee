package io.slackwater.executor.rollout;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

/** How many updates stand where. */
public record Counts(Map<Standing, Long> byStanding) {

    public static final Counts NONE = new Counts(Map.of());

    public Counts {
        byStanding = Map.copyOf(byStanding);
    }

    /** Returns the counts with so many more, or fewer, that stand there. */
    public Counts plus(Standing standing, long more) {
        Map<Standing, Long> changed = new EnumMap<>(Standing.class);
        changed.putAll(byStanding);
        changed.merge(standing, more, Long::sum);
        changed.values().removeIf(count -> count == 0);
        return new Counts(changed);
    }

    public long of(Standing standing) {
        return byStanding.getOrDefault(standing, 0L);
    }

    /** Returns how many stand where this is so. */
    public long where(Predicate<Standing> so) {
        return byStanding.entrySet().stream()
                .filter(entry -> so.test(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    public long total() {
        return where(standing -> true);
    }
}
