package io.slackwater.simulation.invariant;

import io.slackwater.domain.budget.Limits;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import java.util.function.Predicate;

/**
 * Never is another update granted than the budgets allow: in the fleet, on a host, and with those that wait for a start. Those that
 * nobody waits for do not count.
 */
public final class BudgetsAreKept implements Invariant {

    private final Limits limits;
    private final UpdateTracker updateTracker;

    public BudgetsAreKept(Limits limits, UpdateTracker updateTracker) {
        this.limits = limits;
        this.updateTracker = updateTracker;
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event && event.getPhase() == UpdatePhase.GRANTED) {
            check(event.getHostId(), entry.at());
        }
    }

    private void check(String hostId, long now) {
        long unverified = count(now, update -> true);
        long beforeApplied = count(now, update -> !update.applied());
        long onHost = count(
                now, update -> !update.applied() && update.last().getHostId().equals(hostId));
        if (beforeApplied > limits.inFlight() || onHost > limits.perHost() || unverified > limits.awaitingStart()) {
            throw violated("%d updates are between grant and applied, %d of them on %s, and %d are not verified; %s"
                    .formatted(beforeApplied, onHost, hostId, unverified, limits));
        }
    }

    private long count(long now, Predicate<UpdateTracker.Told> where) {
        return updateTracker.inFlight().stream()
                .filter(update -> updateTracker.isAwaited(update, now))
                .filter(where)
                .count();
    }
}
