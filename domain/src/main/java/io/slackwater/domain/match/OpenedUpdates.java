package io.slackwater.domain.match;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The updates of one VM, the last one of each change, so that each is opened once.
 *
 * @param updates in no particular order
 * @param retried by change: when a person wanted it tried again last, in milliseconds since the epoch; it comes from another topic than
 *     the updates, in either order
 */
public record OpenedUpdates(List<Update> updates, Map<String, Long> retried) {

    /** No update was ever opened. */
    public static final OpenedUpdates NONE = new OpenedUpdates(List.of(), Map.of());

    public OpenedUpdates {
        updates = List.copyOf(updates);
        retried = Map.copyOf(retried);
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
        Optional<Update> last = last(need.change().id());
        if (last.isEmpty()) {
            return true;
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
        return last(changeId).isPresent();
    }

    /** Whether none goes on, and none failed, which would have to be remembered. */
    public boolean hasEnded() {
        return updates.stream()
                .allMatch(update -> update.phase() == OpenedPhase.ENDED || update.phase() == OpenedPhase.SUPERSEDED);
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
        return new OpenedUpdates(updates, more);
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
            return new OpenedUpdates(List.of(update), retried);
        }
        List<Update> all = new ArrayList<>(updates);
        all.removeIf(other -> other.changeId().equals(update.changeId()));
        all.add(update);
        return new OpenedUpdates(all, retried);
    }
}
