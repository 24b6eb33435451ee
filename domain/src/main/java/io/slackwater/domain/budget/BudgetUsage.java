package io.slackwater.domain.budget;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;

/** The updates that count against one budget, with the limits that they brought along. */
final class BudgetUsage {

    private final Set<String> holders = new LinkedHashSet<>();
    private final TreeMap<Integer, Integer> limits = new TreeMap<>();

    void add(String updateId, int limit) {
        holders.add(updateId);
        limits.merge(limit, 1, Integer::sum);
    }

    void remove(String updateId, int limit) {
        holders.remove(updateId);
        limits.merge(limit, -1, Integer::sum);
        limits.remove(limit, 0);
    }

    /** Returns the lower of a limit and those of the holders: a replica is protected by its own policy, whoever else asks. */
    int strictest(int limit) {
        return limits.isEmpty() ? limit : Math.min(limit, limits.firstKey());
    }

    boolean isEmpty() {
        return holders.isEmpty();
    }

    int size() {
        return holders.size();
    }

    /** Returns who counts, oldest first. */
    Set<String> holders() {
        return holders;
    }
}
