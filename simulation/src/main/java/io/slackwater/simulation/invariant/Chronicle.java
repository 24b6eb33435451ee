package io.slackwater.simulation.invariant;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the log says of every update, known to whoever judges at once. */
public final class Chronicle implements Invariant {

    private final Map<String, Told> updates = new LinkedHashMap<>();

    /**
     * An update as the log tells it.
     *
     * @param last the event that moved it last
     * @param applied whether it was ever said to be applied
     */
    public record Told(UpdateEvent last, boolean applied) {

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

    public Optional<Told> update(String updateId) {
        return Optional.ofNullable(updates.get(updateId));
    }

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event) {
            Told before = updates.get(event.getUpdateId());
            boolean opensAgain = before != null && isOpening(entry);
            if (!opensAgain) {
                boolean applied = event.getPhase() == UpdatePhase.APPLIED
                        || (before != null && before.applied() && event.getPhase() != UpdatePhase.GRANTED);
                updates.put(event.getUpdateId(), new Told(event, applied));
            }
        }
    }

    /** Whether a record opens an update, which may be said more than once and means nothing the second time. */
    static boolean isOpening(Entry entry) {
        return entry.source().equals("vm-inventory");
    }
}
