package io.slackwater.simulation.invariant;

import io.slackwater.executor.budget.Limits;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Never is another update granted than the budgets allow: in the fleet, on a host, and with those that wait for a start. One of
 * which nobody said for long whether it was applied holds up others no more, and one whose host is said to be away neither.
 */
public final class BudgetsAreKept implements Invariant {

    private final Limits limits;
    private final long grantMillis;
    private final Chronicle chronicle;
    private final Map<String, Slot> slots = new HashMap<>();

    /**
     * The slot of an update.
     *
     * @param hostId the host that it was granted on
     * @param lost whether others had stopped waiting for it, be it back or not
     */
    private record Slot(String hostId, boolean applied, boolean lost, long grantedAt) {}

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
            Slot before = slots.remove(event.getUpdateId());
            chronicle
                    .update(event.getUpdateId())
                    .filter(Chronicle.Told::isInFlight)
                    .ifPresent(update -> slots.put(event.getUpdateId(), slot(update, before, entry.at())));
            if (event.getPhase() == UpdatePhase.GRANTED) {
                check(event.getHostId(), entry.at());
            }
        }
    }

    private Slot slot(Chronicle.Told update, Slot before, long now) {
        String hostId = update.last().getHostId();
        if (before == null || update.phase() == UpdatePhase.GRANTED) {
            return new Slot(hostId, update.applied(), false, now);
        }
        boolean isAway = update.last().getBlockers().stream()
                .anyMatch(blocker -> blocker.getCode() == BlockerCode.HOST_UNREACHABLE);
        return new Slot(before.hostId(), update.applied(), isAway || isLost(before, now), before.grantedAt());
    }

    private boolean isLost(Slot slot, long now) {
        return slot.lost() || (!slot.applied() && now - slot.grantedAt() >= grantMillis);
    }

    private void check(String hostId, long now) {
        long unverified = count(now, slot -> true);
        long beforeApplied = count(now, slot -> !slot.applied());
        long onHost = count(now, slot -> !slot.applied() && slot.hostId().equals(hostId));
        if (beforeApplied > limits.inFlight() || onHost > limits.perHost() || unverified > limits.awaitingStart()) {
            throw violated("%d updates are between grant and applied, %d of them on %s, and %d are not verified; %s"
                    .formatted(beforeApplied, onHost, hostId, unverified, limits));
        }
    }

    private long count(long now, Predicate<Slot> where) {
        return slots.values().stream()
                .filter(slot -> !isLost(slot, now))
                .filter(where)
                .count();
    }
}
