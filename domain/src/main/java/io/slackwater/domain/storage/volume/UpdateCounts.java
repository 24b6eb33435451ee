package io.slackwater.domain.storage.volume;

import io.slackwater.domain.storage.model.UpdateMove;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How many updates move VMs away from a volume and to it, by change. The counts are sums over a set of {@link UpdateMove}s that is
 * kept apart, one row each, since a volume may have thousands.
 *
 * @param away per change: updates away from the volume; none yet of a change that only takes the place of what it holds
 * @param toward per change: updates to the volume
 */
public record UpdateCounts(SortedMap<String, Count> away, SortedMap<String, Count> toward) {

    public static final UpdateCounts NONE = new UpdateCounts(new TreeMap<>(), new TreeMap<>());

    /**
     * A number of updates.
     *
     * @param total all that were ever seen
     * @param outstanding those that still count
     * @param proven those that provably moved their VMs
     */
    public record Count(int total, int outstanding, int proven) {
        private static final Count ZERO = new Count(0, 0, 0);

        /** Returns in a sentence that these updates away from a volume are outstanding. */
        public String awayInWords() {
            return "%d of %d updates away from it are not completed".formatted(outstanding, total);
        }

        /** Whether one of them moved its VM, or may yet. */
        boolean mayHaveMoved() {
            return outstanding > 0 || proven > 0;
        }

        private Count plus(Count more) {
            return new Count(total + more.total, outstanding + more.outstanding, proven + more.proven);
        }
    }

    public UpdateCounts {
        away = new TreeMap<>(away);
        toward = new TreeMap<>(toward);
    }

    /** Returns the needs after one move of the set went from {@code before} (empty where it is new) to {@code after}. */
    public UpdateCounts moved(Optional<UpdateMove> before, UpdateMove after) {
        Count more = new Count(
                before.isPresent() ? 0 : 1,
                outstanding(after) - before.map(UpdateCounts::outstanding).orElse(0),
                proven(after) - before.map(UpdateCounts::proven).orElse(0));
        boolean isAway = after.direction() == UpdateMove.Direction.AWAY;
        SortedMap<String, Count> changed = new TreeMap<>(isAway ? away : toward);
        changed.merge(after.changeId(), more, Count::plus);
        return isAway ? new UpdateCounts(changed, toward) : new UpdateCounts(away, changed);
    }

    /**
     * Returns the needs with changes that take the place of what the volume holds: they move VMs away from it, if only those that
     * turn up.
     */
    public UpdateCounts replacedBy(Set<String> changes) {
        SortedMap<String, Count> more = new TreeMap<>(away);
        changes.forEach(change -> more.putIfAbsent(change, Count.ZERO));
        return new UpdateCounts(more, toward);
    }

    /** Returns the changes of which an update moved a VM away from the volume, or may yet. */
    Set<String> movedBy() {
        return away.entrySet().stream()
                .filter(entry -> entry.getValue().mayHaveMoved())
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Returns the changes that pin the volume: those that still move VMs to it. */
    public Pins pins() {
        return Pins.of(toward.entrySet().stream()
                .filter(entry -> entry.getValue().outstanding() > 0)
                .map(Map.Entry::getKey)
                .toList());
    }

    private static int outstanding(UpdateMove move) {
        return move.isOutstanding() ? 1 : 0;
    }

    private static int proven(UpdateMove move) {
        return move.isProven() ? 1 : 0;
    }
}
