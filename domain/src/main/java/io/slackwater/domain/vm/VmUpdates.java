package io.slackwater.domain.vm;

import io.slackwater.domain.update.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What must be known of the updates of a VM when the log has lost their events.
 *
 * @param open its open updates, oldest first
 * @param history what is remembered of those that ended, without the retries: these are in a topic that is kept for ever
 */
public record VmUpdates(List<Update> open, UpdateHistory history) {

    public VmUpdates {
        open = List.copyOf(open);
    }

    /** Returns what must be known of the updates of a VM. */
    public static VmUpdates of(Vm vm) {
        return new VmUpdates(vm.updates(), vm.history().withoutRetried());
    }

    /** Whether nothing must be known. */
    public boolean isEmpty() {
        return open.isEmpty() && history.equals(UpdateHistory.NONE);
    }

    /**
     * Returns the open updates, given those that the events opened. Of one that both know, what was decided later counts.
     *
     * @param history says which have ended, by what both know
     */
    List<Update> with(List<Update> known, UpdateHistory history) {
        List<Update> all = new ArrayList<>();
        for (Update kept : open) {
            all.add(find(known, kept.id()).map(update -> later(update, kept)).orElse(kept));
        }
        known.stream().filter(update -> find(open, update.id()).isEmpty()).forEach(all::add);
        all.removeIf(update -> history.ended(update.id()));
        all.sort(Comparator.comparing(Update::requiredAt));
        return all;
    }

    /** The events may lack the one that opened the update; what the worker answered, they alone have. */
    private static Update later(Update known, Update kept) {
        boolean isKnownLater = known.decidedAt().isAfter(kept.decidedAt());
        boolean isSame = known.decidedAt().equals(kept.decidedAt())
                && kept.state().kind() == known.state().kind()
                && kept.state().attempt() == known.state().attempt();
        Instant opened = known.requiredAt().isBefore(kept.requiredAt()) ? known.requiredAt() : kept.requiredAt();
        return (isKnownLater || isSame ? known : kept).requiredSince(opened);
    }

    private static Optional<Update> find(List<Update> updates, String updateId) {
        return updates.stream().filter(update -> update.id().equals(updateId)).findFirst();
    }
}
