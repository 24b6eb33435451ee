package io.slackwater.executor.budget;

import io.slackwater.executor.budget.Lease.Hold;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The slots that are taken, with their sums. Not for more than one thread. */
public final class Ledger {

    private final Limits limits;
    private final Map<String, Lease> leases = new HashMap<>();
    private final Map<String, Integer> inFlightByHost = new HashMap<>();
    private int inFlight;

    public Ledger(Limits limits, Collection<Lease> taken) {
        this.limits = limits;
        taken.forEach(this::take);
    }

    public Optional<Lease> lease(String updateId) {
        return Optional.ofNullable(leases.get(updateId));
    }

    /** Takes a slot, or holds the one that the update has for something else. */
    public void take(Lease lease) {
        free(lease.request().updateId());
        leases.put(lease.request().updateId(), lease);
        count(lease, 1);
    }

    /** Gives an update's slot back; without one nothing happens. */
    public void free(String updateId) {
        Lease lease = leases.remove(updateId);
        if (lease != null) {
            count(lease, -1);
        }
    }

    /** Whether nobody can be offered a slot now, on whatever host. */
    public boolean isFull() {
        return inFlight >= limits.inFlight() || leases.size() >= limits.awaitingStart();
    }

    /** Whether an update on that host can be offered a slot now. */
    public boolean hasRoomOn(String hostId) {
        return !isFull() && inFlightByHost.getOrDefault(hostId, 0) < limits.perHost();
    }

    /** Returns the offers that were not used in time. */
    public List<Lease> over(Instant now) {
        return leases.values().stream().filter(lease -> lease.isOver(now)).toList();
    }

    /** Returns how many updates are between grant and applied. */
    public int inFlight() {
        return inFlight;
    }

    /** Returns how many updates are between applied and verified. */
    public int awaitingStart() {
        return leases.size() - inFlight;
    }

    private void count(Lease lease, int by) {
        if (lease.hold() != Hold.AWAITING_START) {
            inFlight += by;
            inFlightByHost.merge(lease.request().hostId(), by, Integer::sum);
            inFlightByHost.remove(lease.request().hostId(), 0);
        }
    }
}
