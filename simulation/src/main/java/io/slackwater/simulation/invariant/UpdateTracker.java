package io.slackwater.simulation.invariant;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the log says of every update, known to whoever judges at once. */
public final class UpdateTracker implements Invariant {

    private final Map<String, Told> updates = new LinkedHashMap<>();
    private final Map<String, Told> inFlight = new LinkedHashMap<>();
    private final long grantMillis;

    /**
     * Makes a chronicle in which nothing is told yet.
     *
     * @param grantTime how long others wait for one of which nobody says whether it was applied
     */
    public UpdateTracker(Duration grantTime) {
        this.grantMillis = grantTime.toMillis();
    }

    /**
     * An update as the log tells it.
     *
     * @param last the event that moved it last
     * @param applied whether it was ever said to be applied since it was granted
     * @param grantedAt when it was granted last, in milliseconds; when it was opened where it was not
     * @param lost whether others had stopped waiting for it since then, be it back or not
     */
    public record Told(UpdateEvent last, boolean applied, long grantedAt, boolean lost) {

        public UpdatePhase phase() {
            return last.getPhase();
        }

        /** Whether nothing more comes of it. */
        public boolean isEnded() {
            return switch (phase()) {
                case VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED -> true;
                case REQUIRED, GRANTED, APPLIED, FAILED, RELEASED, UNKNOWN -> false;
            };
        }

        /** Whether its VM is, or may be, changed by it. */
        public boolean isInFlight() {
            return switch (phase()) {
                case GRANTED, APPLIED, FAILED -> true;
                case REQUIRED, RELEASED, VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED, UNKNOWN -> false;
            };
        }
    }

    /** Returns all updates, oldest first. */
    public Collection<Told> updates() {
        return updates.values();
    }

    /** Returns those whose VMs are, or may be, changed by them. */
    public Collection<Told> inFlight() {
        return inFlight.values();
    }

    /** Whether others wait for an update in flight: not where nobody hears of it for the grant time, or its host is said to be away. */
    public boolean isAwaited(Told update, long now) {
        return !update.lost() && (update.applied() || now - update.grantedAt() < grantMillis);
    }

    public Optional<Told> update(String updateId) {
        return Optional.ofNullable(updates.get(updateId));
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event) {
            Told before = updates.get(event.getUpdateId());
            // An opening may be said more than once, and means nothing the second time.
            boolean opensAgain = before != null && event.getOpens();
            if (!opensAgain) {
                Told now = before == null || event.getPhase() == UpdatePhase.GRANTED
                        ? new Told(event, false, entry.at(), false)
                        : after(before, event, entry.at());
                updates.put(event.getUpdateId(), now);
                inFlight.remove(event.getUpdateId());
                if (now.isInFlight()) {
                    inFlight.put(event.getUpdateId(), now);
                }
            }
        }
    }

    private Told after(Told before, UpdateEvent event, long now) {
        boolean isLost = before.isInFlight() && (event.getHostUnreachable() || !isAwaited(before, now));
        return new Told(event, before.applied() || event.getPhase() == UpdatePhase.APPLIED, before.grantedAt(), isLost);
    }
}
