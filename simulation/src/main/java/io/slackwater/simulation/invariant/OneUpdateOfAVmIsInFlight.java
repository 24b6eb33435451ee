package io.slackwater.simulation.invariant;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import java.util.HashMap;
import java.util.Map;

/** Of the updates of one VM, at most one is in flight. */
public final class OneUpdateOfAVmIsInFlight implements Invariant {

    private final UpdateTracker updateTracker;
    private final Map<String, String> inFlight = new HashMap<>();

    public OneUpdateOfAVmIsInFlight(UpdateTracker updateTracker) {
        this.updateTracker = updateTracker;
    }

    @Override
    public void written(Entry entry) {
        if (!(entry.value() instanceof UpdateEvent event)) {
            return;
        }
        boolean flies = updateTracker
                .update(event.getUpdateId())
                .filter(UpdateTracker.Told::isInFlight)
                .isPresent();
        if (!flies) {
            inFlight.remove(event.getVmId(), event.getUpdateId());
            return;
        }
        String other = inFlight.put(event.getVmId(), event.getUpdateId());
        if (event.getPhase() == UpdatePhase.GRANTED && other != null && !other.equals(event.getUpdateId())) {
            throw violated("VM " + event.getVmId() + " has " + other + " and " + event.getUpdateId() + " in flight");
        }
    }
}
