package io.slackwater.simulation.invariant;

import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.policy.PolicyScript;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Of the VMs with the same value of the label that keeps them apart, never more than one is between grant and verdict. */
public final class ReplicasGoApart implements Invariant {

    private final UpdateTracker updateTracker;
    private final Map<String, String> going = new HashMap<>();

    public ReplicasGoApart(UpdateTracker updateTracker) {
        this.updateTracker = updateTracker;
    }

    @Override
    public void written(Entry entry) {
        if (!(entry.value() instanceof UpdateEvent event)) {
            return;
        }
        boolean isInFlight = updateTracker
                .update(event.getUpdateId())
                .filter(UpdateTracker.Told::isInFlight)
                .isPresent();
        if (!isInFlight) {
            going.values().remove(event.getUpdateId());
            return;
        }
        Optional<String> value =
                event.getAdmission().map(UpdateAdmission::getLabels).map(labels -> labels.get(PolicyScript.LABEL));
        value.ifPresent(app -> {
            String other = going.put(app, event.getUpdateId());
            if (other != null && !other.equals(event.getUpdateId())) {
                throw violated("Updates " + other + " and " + event.getUpdateId() + " of VMs with " + PolicyScript.LABEL
                        + " " + app + " are under way together");
            }
        });
    }
}
