package io.slackwater.reclaimer.hands;

import io.slackwater.reclaimer.volume.Blocker;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Whether what has the name of an upload may be deleted, so that the upload takes its place. */
final class ReplaceCheck {

    private final StoreProbe probe;
    private final Look look;
    private final DeleteFreeze freeze;

    ReplaceCheck(StoreProbe probe, Look look, DeleteFreeze freeze) {
        this.probe = probe;
        this.look = look;
        this.freeze = freeze;
    }

    /** Returns why it may not; empty where it may. */
    Optional<Report> against(Order order) {
        List<Blocker> blockers = blockers(order);
        return blockers.isEmpty() ? Optional.empty() : Optional.of(new Report.Failed(blockers));
    }

    /** The same comes before as before any delete, and the freeze last, once more. */
    private List<Blocker> blockers(Order order) {
        return Stream.<Supplier<List<Blocker>>>of(
                        order::againstReplacing,
                        this::frozen,
                        () -> probe.against(order).map(Report::blockers).orElse(List.of()),
                        () -> look.at(order).blockers(),
                        this::frozen)
                .map(Supplier::get)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<Blocker> frozen() {
        return freeze.now().stream().toList();
    }
}
