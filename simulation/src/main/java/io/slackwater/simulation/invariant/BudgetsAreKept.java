package io.slackwater.simulation.invariant;

import io.slackwater.executor.budget.Limits;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.simulation.log.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Never more updates are under way than the budgets allow: in the fleet, on a host, and with those that wait for a start. One of
 * which nobody said for long whether it was applied holds up others no more.
 */
public final class BudgetsAreKept implements Invariant {

    private final Limits limits;
    private final long grantMillis;
    private final Chronicle chronicle;
    private final Map<String, Slot> slots = new HashMap<>();

    /** The slot of an update; it is of the host that it was granted on, until it is applied. */
    private record Slot(String hostId, boolean applied, long since) {}

    /**
     * Judges by limits.
     *
     * @param grantTime how long a grant holds up others
     */
    public BudgetsAreKept(Limits limits, Duration grantTime, Chronicle chronicle) {
        this.limits = limits;
        this.grantMillis = grantTime.toMillis();
        this.chronicle = chronicle;
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event) {
            slots.remove(event.getUpdateId());
            chronicle
                    .update(event.getUpdateId())
                    .filter(Chronicle.Told::isInFlight)
                    .ifPresent(update -> take(event, new Slot(event.getHostId(), update.applied(), entry.at())));
        }
    }

    private void take(UpdateEvent event, Slot slot) {
        slots.put(event.getUpdateId(), slot);
        long beforeApplied = busy(slot, other -> true);
        long onHost = busy(slot, other -> other.hostId().equals(slot.hostId()));
        if (beforeApplied > limits.inFlight() || onHost > limits.perHost() || slots.size() > limits.awaitingStart()) {
            throw violated("%d updates are between grant and applied, %d of them on %s, and %d are not verified; %s"
                    .formatted(beforeApplied, onHost, event.getHostId(), slots.size(), limits));
        }
    }

    private long busy(Slot now, Predicate<Slot> where) {
        return slots.values().stream()
                .filter(other -> !other.applied() && now.since() - other.since() < grantMillis)
                .filter(where)
                .count();
    }
}
