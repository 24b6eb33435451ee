package io.slackwater.domain.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The updates of one VM, the last one of each change, so that each is opened once.
 *
 * @param updates in no particular order
 * @param retried by change: when a person wanted it tried again last, in milliseconds since the epoch; it comes from another topic than
 *     the updates, in either order
 * @param restored what the state topic said at the last rebuild
 */
public record OpenedUpdates(List<Update> updates, Map<String, Long> retried, Restored restored) {

    /** No update was ever opened. */
    public static final OpenedUpdates NONE = new OpenedUpdates(List.of(), Map.of(), Restored.NOTHING);

    public OpenedUpdates {
        updates = List.copyOf(updates);
        retried = Map.copyOf(retried);
    }

    /**
     * What the state topic says of updates whose events the log may have lost.
     *
     * @param open the changes that an update to was open
     * @param failed by change: when an update to it failed last, in milliseconds since the epoch
     */
    public record Restored(Set<String> open, Map<String, Long> failed) {

        /** The state topic says nothing. */
        public static final Restored NOTHING = new Restored(Set.of(), Map.of());

        public Restored {
            open = Set.copyOf(open);
            failed = Map.copyOf(failed);
        }
    }

    /**
     * The last update of a VM to a change.
     *
     * @param fingerprint {@link Need#fingerprint} of what it was opened for
     * @param movedAtMillis when its last event was published, in milliseconds since the epoch
     */
    public record Update(String changeId, String updateId, OpenedPhase phase, int fingerprint, long movedAtMillis) {}

    /**
     * Whether an update may be opened. After one that ended the VM must have been seen since, or need to move away from
     * something else: an observation from before the end, read late, must not open it again.
     */
    public boolean allows(Need need) {
        String change = need.change().id();
        if (hasFailedBefore(change)) {
            return false;
        }
        Optional<Update> last = last(change);
        if (last.isEmpty()) {
            return !restored.open().contains(change);
        }
        Update update = last.get();
        return switch (update.phase()) {
            case OPEN -> false;
            case SUPERSEDED -> true;
            case FAILED -> retried.getOrDefault(update.changeId(), 0L) > update.movedAtMillis();
            case ENDED -> need.seenAtMillis() > update.movedAtMillis() || need.fingerprint() != update.fingerprint();
        };
    }

    /** Whether an update to a change was opened, whatever became of it. */
    public boolean has(String changeId) {
        return last(changeId).isPresent() || restored.open().contains(changeId);
    }

    /** Whether none goes on, and none failed, which would have to be remembered. */
    public boolean hasEnded() {
        return updates.stream()
                        .allMatch(update ->
                                update.phase() == OpenedPhase.ENDED || update.phase() == OpenedPhase.SUPERSEDED)
                && restored.open().stream().allMatch(change -> last(change).isPresent())
                && restored.failed().keySet().stream().noneMatch(this::hasFailedBefore);
    }

    /** Returns these updates with the last row of the state topic. Where events of an update are left, they say how far it is. */
    public OpenedUpdates restored(Restored row) {
        return new OpenedUpdates(updates, retried, row);
    }

    /** Whether an update to a change failed by the state topic, and nobody wanted it tried again since. */
    private boolean hasFailedBefore(String changeId) {
        Long failedAt = restored.failed().get(changeId);
        return failedAt != null && retried.getOrDefault(changeId, 0L) <= failedAt;
    }

    /** Returns these updates with one that was opened now. */
    public OpenedUpdates open(Need need, String updateId, long nowMillis) {
        return with(new Update(need.change().id(), updateId, OpenedPhase.OPEN, need.fingerprint(), nowMillis));
    }

    /**
     * Returns these updates after an event of one of them. An event of another update to the same change counts only when
     * the one that is known has ended: then it is the later one.
     *
     * @param moved what the event says
     */
    public OpenedUpdates moved(Update moved) {
        Optional<Update> known = last(moved.changeId());
        if (known.isEmpty()) {
            return with(moved);
        }
        Update update = known.get();
        boolean same = update.updateId().equals(moved.updateId());
        boolean stale = same ? update.phase() == moved.phase() : update.phase() == OpenedPhase.OPEN;
        if (stale) {
            return this;
        }
        int fingerprint = same ? update.fingerprint() : moved.fingerprint();
        return with(new Update(moved.changeId(), moved.updateId(), moved.phase(), fingerprint, moved.movedAtMillis()));
    }

    /**
     * Returns these updates after a person wanted a change tried again: one that failed before that stands in nobody's way.
     *
     * @param publishedAtMillis when that was published
     */
    public OpenedUpdates retried(String changeId, long publishedAtMillis) {
        Map<String, Long> more = new HashMap<>(retried);
        more.merge(changeId, publishedAtMillis, Math::max);
        return new OpenedUpdates(updates, more, restored);
    }

    private Optional<Update> last(String changeId) {
        for (Update update : updates) {
            if (update.changeId().equals(changeId)) {
                return Optional.of(update);
            }
        }
        return Optional.empty();
    }

    private OpenedUpdates with(Update update) {
        if (updates.isEmpty()) {
            return new OpenedUpdates(List.of(update), retried, restored);
        }
        List<Update> all = new ArrayList<>(updates);
        all.removeIf(other -> other.changeId().equals(update.changeId()));
        all.add(update);
        return new OpenedUpdates(all, retried, restored);
    }
}
