package io.slackwater.simulation.invariant;

import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import java.util.function.Predicate;

/**
 * Never is another update granted than the budgets allow: in the fleet, on a host, and with those that wait for a start. Those that
 * nobody waits for do not count.
 */
public final class BudgetsAreKept implements Invariant {

    private final BudgetLimits budgetLimits;
    private final UpdateTracker updateTracker;

    public BudgetsAreKept(BudgetLimits budgetLimits, UpdateTracker updateTracker) {
        this.budgetLimits = budgetLimits;
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
        if (beforeApplied > budgetLimits.inFlight()
                || onHost > budgetLimits.perHost()
                || unverified > budgetLimits.awaitingStart()) {
            throw violated("%d updates are between grant and applied, %d of them on %s, and %d are not verified; %s"
                    .formatted(beforeApplied, onHost, hostId, unverified, budgetLimits));
        }
    }

    private long count(long now, Predicate<UpdateTracker.Told> where) {
        return updateTracker.inFlight().stream()
                .filter(update -> updateTracker.isAwaited(update, now))
                .filter(where)
                .count();
    }
}
