package io.slackwater.executor.vm;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is remembered of updates that ended.
 *
 * @param ended ids of the last of them, oldest first, so that an event that comes twice does not open one again
 * @param failedChanges changes that failed on this VM, which are not tried again by themselves
 */
public record Past(List<String> ended, Set<String> failedChanges) {

    /** A VM none of whose updates ended. */
    public static final Past NONE = new Past(List.of(), Set.of());

    private static final int REMEMBERED = 64;

    public Past {
        ended = List.copyOf(ended);
        failedChanges = Set.copyOf(failedChanges);
    }

    /** Whether an update ended. */
    public boolean ended(String updateId) {
        return ended.contains(updateId);
    }

    Past withEnded(String updateId) {
        List<String> more = new ArrayList<>(ended);
        more.add(updateId);
        return new Past(more.subList(Math.max(0, more.size() - REMEMBERED), more.size()), failedChanges);
    }

    Past withoutFailed(String changeId) {
        Set<String> fewer = new LinkedHashSet<>(failedChanges);
        fewer.remove(changeId);
        return new Past(ended, fewer);
    }

    Past withFailed(String changeId) {
        Set<String> more = new LinkedHashSet<>(failedChanges);
        more.add(changeId);
        return new Past(ended, more);
    }
}
