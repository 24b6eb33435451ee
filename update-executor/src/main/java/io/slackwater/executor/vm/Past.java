package io.slackwater.executor.vm;

import io.slackwater.executor.policy.window.WindowId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is remembered of updates that ended.
 *
 * @param ended ids of the last of them, oldest first, so that an event that comes twice does not open one again
 * @param failedChanges changes that failed on this VM, which are not tried again by themselves
 * @param usedWindows the last windows in which the VM was touched, oldest first
 */
public record Past(List<String> ended, Set<String> failedChanges, List<WindowId> usedWindows) {

    /** A VM none of whose updates ended. */
    public static final Past NONE = new Past(List.of(), Set.of(), List.of());

    private static final int REMEMBERED = 64;
    private static final int REMEMBERED_WINDOWS = 16;

    public Past {
        ended = List.copyOf(ended);
        failedChanges = Set.copyOf(failedChanges);
        usedWindows = List.copyOf(usedWindows);
    }

    /** Whether an update ended. */
    public boolean ended(String updateId) {
        return ended.contains(updateId);
    }

    Past withEnded(String updateId) {
        List<String> more = new ArrayList<>(ended);
        more.add(updateId);
        return new Past(last(more, REMEMBERED), failedChanges, usedWindows);
    }

    Past withoutFailed(String changeId) {
        Set<String> fewer = new LinkedHashSet<>(failedChanges);
        fewer.remove(changeId);
        return new Past(ended, fewer, usedWindows);
    }

    Past withFailed(String changeId) {
        Set<String> more = new LinkedHashSet<>(failedChanges);
        more.add(changeId);
        return new Past(ended, more, usedWindows);
    }

    Past withUsed(WindowId window) {
        List<WindowId> more = new ArrayList<>(withoutUsed(window).usedWindows);
        more.add(window);
        return new Past(ended, failedChanges, last(more, REMEMBERED_WINDOWS));
    }

    Past withoutUsed(WindowId window) {
        return new Past(
                ended,
                failedChanges,
                usedWindows.stream().filter(used -> !used.equals(window)).toList());
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
