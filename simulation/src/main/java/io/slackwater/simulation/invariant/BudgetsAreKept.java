package io.slackwater.simulation.invariant;

import io.slackwater.executor.budget.Limits;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.simulation.log.Entry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Never more updates are under way than the budgets allow: in the fleet, on a host, and with those that wait for a start. */
public final class BudgetsAreKept implements Invariant {

    private final Limits limits;
    private final Chronicle chronicle;
    private final Map<String, Slot> slots = new HashMap<>();
    private final Map<String, Integer> byHost = new HashMap<>();
    private int beforeApplied;

    /** The slot of an update; it is of the host that it was granted on, until it is applied. */
    private record Slot(String hostId, boolean applied) {}

    public BudgetsAreKept(Limits limits, Chronicle chronicle) {
        this.limits = limits;
        this.chronicle = chronicle;
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event) {
            Optional<Chronicle.Told> told =
                    chronicle.update(event.getUpdateId()).filter(Chronicle.Told::isInFlight);
            Slot before = slots.remove(event.getUpdateId());
            if (before != null && !before.applied()) {
                count(before.hostId(), -1);
            }
            told.ifPresent(update -> take(event, update));
        }
    }

    private void take(UpdateEvent event, Chronicle.Told update) {
        slots.put(event.getUpdateId(), new Slot(event.getHostId(), update.applied()));
        if (!update.applied()) {
            count(event.getHostId(), 1);
        }
        int onHost = byHost.getOrDefault(event.getHostId(), 0);
        if (beforeApplied > limits.inFlight() || onHost > limits.perHost() || slots.size() > limits.awaitingStart()) {
            throw violated("%d updates are between grant and applied, %d of them on %s, and %d are not verified; %s"
                    .formatted(beforeApplied, onHost, event.getHostId(), slots.size(), limits));
        }
    }

    private void count(String hostId, int by) {
        beforeApplied += by;
        byHost.merge(hostId, by, Integer::sum);
    }
}
