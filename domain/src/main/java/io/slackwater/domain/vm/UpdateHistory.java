package io.slackwater.domain.vm;

import io.slackwater.domain.policy.window.WindowId;
import io.slackwater.domain.update.VerifiedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is remembered of updates that ended. That a change failed and that a person wants it tried again come from two topics, in
 * either order, so both are kept with their times.
 *
 * @param ended ids of the last of them, oldest first, so that an event that comes twice does not open one again
 * @param failed by change: when it failed on this VM last
 * @param retried by change: when a person wanted it tried again last
 * @param usedWindows the last windows in which the VM was touched, oldest first
 * @param verified its last update that was verified; empty where none was
 */
public record UpdateHistory(
        List<String> ended,
        Map<String, Instant> failed,
        Map<String, Instant> retried,
        List<WindowId> usedWindows,
        Optional<Verified> verified) {

    /** A VM none of whose updates ended. */
    public static final UpdateHistory NONE =
            new UpdateHistory(List.of(), Map.of(), Map.of(), List.of(), Optional.empty());

    /**
     * That an update was verified.
     *
     * @param by what showed that the VM came up
     * @param at when it was decided
     */
    public record Verified(String changeId, VerifiedBy by, Instant at) {}

    private static final int REMEMBERED = 64;
    private static final int REMEMBERED_WINDOWS = 16;

    public UpdateHistory {
        ended = List.copyOf(ended);
        failed = Map.copyOf(failed);
        retried = Map.copyOf(retried);
        usedWindows = List.copyOf(usedWindows);
    }

    /** Returns the changes that failed on this VM and are not tried again by themselves. */
    public Set<String> failedChanges() {
        return failed.keySet().stream().filter(this::hasFailed).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a change failed, and nobody wanted it tried again since. */
    public boolean hasFailed(String changeId) {
        Instant failedAt = failed.get(changeId);
        return failedAt != null && !retried.getOrDefault(changeId, Instant.MIN).isAfter(failedAt);
    }

    /**
     * Returns what still means something once nothing more comes from before: a retry ends a failure, and means nothing to a change
     * that did not fail, or failed later.
     */
    public UpdateHistory settled() {
        if (retried.isEmpty()) {
            return this;
        }
        Map<String, Instant> left = new HashMap<>(failed);
        left.keySet().retainAll(failedChanges());
        return new UpdateHistory(ended, left, Map.of(), usedWindows, verified);
    }

    /**
     * Returns this with what the state topic says. A row is not older than any event of this service that was published before it, and a
     * newer row follows the events after it, so the last row that is read decides. A retry comes from a topic that is kept for ever, and
     * is not in the rows.
     */
    UpdateHistory restored(UpdateHistory kept) {
        List<String> all = new ArrayList<>(ended);
        all.removeAll(kept.ended);
        all.addAll(kept.ended);
        Map<String, Instant> failures = failed;
        for (Map.Entry<String, Instant> failure : kept.failed.entrySet()) {
            failures = latest(failures, failure.getKey(), failure.getValue());
        }
        boolean isLater = kept.verified
                .filter(last ->
                        verified.filter(known -> known.at().isAfter(last.at())).isEmpty())
                .isPresent();
        return new UpdateHistory(
                last(all, REMEMBERED), failures, retried, kept.usedWindows, isLater ? kept.verified : verified);
    }

    /** Returns what is left when the state topic has nothing of the VM any more: retries, which are in no row. */
    UpdateHistory forgotten() {
        return new UpdateHistory(List.of(), Map.of(), retried, List.of(), Optional.empty());
    }

    /** Returns this without the retries. */
    UpdateHistory withoutRetried() {
        return retried.isEmpty() ? this : new UpdateHistory(ended, failed, Map.of(), usedWindows, verified);
    }

    /** Whether an update ended. */
    public boolean ended(String updateId) {
        return ended.contains(updateId);
    }

    UpdateHistory withEnded(String updateId) {
        List<String> more = new ArrayList<>(ended);
        more.add(updateId);
        return new UpdateHistory(last(more, REMEMBERED), failed, retried, usedWindows, verified);
    }

    UpdateHistory withFailed(String changeId, Instant at) {
        return new UpdateHistory(ended, latest(failed, changeId, at), retried, usedWindows, verified);
    }

    UpdateHistory withRetried(String changeId, Instant at) {
        return new UpdateHistory(ended, failed, latest(retried, changeId, at), usedWindows, verified);
    }

    UpdateHistory withUsed(WindowId window) {
        List<WindowId> more = new ArrayList<>(withoutUsed(window).usedWindows);
        more.add(window);
        more.sort(Comparator.comparing(WindowId::start));
        return new UpdateHistory(ended, failed, retried, last(more, REMEMBERED_WINDOWS), verified);
    }

    UpdateHistory withoutUsed(WindowId window) {
        return new UpdateHistory(
                ended,
                failed,
                retried,
                usedWindows.stream().filter(used -> !used.equals(window)).toList(),
                verified);
    }

    /** Returns this with a verification, unless a later one is known: a rebuild may read an older event after a row. */
    UpdateHistory withVerified(Verified last) {
        if (verified.filter(known -> known.at().isAfter(last.at())).isPresent()) {
            return this;
        }
        return new UpdateHistory(ended, failed, retried, usedWindows, Optional.of(last));
    }

    private static Map<String, Instant> latest(Map<String, Instant> times, String changeId, Instant at) {
        Map<String, Instant> more = new HashMap<>(times);
        more.merge(changeId, at, (one, other) -> one.isAfter(other) ? one : other);
        return more;
    }

    private static <T> List<T> last(List<T> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
