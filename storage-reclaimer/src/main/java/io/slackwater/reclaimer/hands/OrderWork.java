package io.slackwater.reclaimer.hands;

import io.slackwater.reclaimer.volume.Artifact;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Carries an order out on its hosts, on the caller's thread. */
public final class OrderWork {

    private final Staging staging;
    private final Deleting deleting;
    private final ContentCheck contents;
    private final StoreProbe probe;
    private final CommandCounter counts;
    private final DeleteFreeze freeze;

    OrderWork(
            Staging staging,
            Deleting deleting,
            ContentCheck contents,
            StoreProbe probe,
            CommandCounter counts,
            DeleteFreeze freeze) {
        this.staging = staging;
        this.deleting = deleting;
        this.contents = contents;
        this.probe = probe;
        this.counts = counts;
        this.freeze = freeze;
    }

    /** Takes note of an order that is to be carried out later. */
    void taken(Order order) {
        counts.taken(order);
    }

    /**
     * Does what the order says, unless its lifetime is over.
     *
     * @param underWay hears how far it is, where it takes long
     */
    public Report on(Order order, Lifetime lifetime, Consumer<Report.Moving> underWay) {
        if (lifetime.isOver()) {
            return new Report.Expired();
        }
        return switch (order.type()) {
            case STAGE -> {
                Artifact artifact = order.artifact().orElseThrow();
                Report report = staging.stage(order, artifact, lifetime, underWay);
                yield report instanceof Report.Staged staged ? staged.with(counts.staged(order)) : report;
            }
            case INSPECT -> deleting.inspect(order);
            // Before the look, for they may take long: nothing but the delete is to come after the look.
            case RECLAIM -> frozen().or(() -> probe.against(order)).orElseGet(() -> reclaim(order, lifetime));
        };
    }

    /** Nobody has looked yet whether the volume is there: an earlier issue of the order may have deleted it. */
    private Optional<Report> frozen() {
        return freeze.now().map(blocker -> new Report.Failed(List.of(blocker)));
    }

    private Report reclaim(Order order, Lifetime lifetime) {
        ContentCheck.Check check = contents.against(order);
        return check.refusal()
                .or(() -> counts.against(order))
                .orElseGet(() -> deleting.delete(order, lifetime, check.volume()));
    }
}
