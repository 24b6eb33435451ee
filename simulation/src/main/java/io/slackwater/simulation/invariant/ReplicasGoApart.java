package io.slackwater.simulation.invariant;

import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.simulation.log.Entry;
import io.slackwater.simulation.policy.Regime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Of the VMs with the same value of the label that keeps them apart, never more than one is between grant and verdict. */
public final class ReplicasGoApart implements Invariant {

    private final Chronicle chronicle;
    private final Map<String, String> going = new HashMap<>();

    public ReplicasGoApart(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    @Override
    public void written(Entry entry) {
        if (!(entry.value() instanceof UpdateEvent event)) {
            return;
        }
        boolean isInFlight = chronicle
                .update(event.getUpdateId())
                .filter(Chronicle.Told::isInFlight)
                .isPresent();
        if (!isInFlight) {
            going.values().remove(event.getUpdateId());
            return;
        }
        Optional<String> value =
                event.getAdmission().map(UpdateAdmission::getLabels).map(labels -> labels.get(Regime.LABEL));
        value.ifPresent(app -> {
            String other = going.put(app, event.getUpdateId());
            if (other != null && !other.equals(event.getUpdateId())) {
                throw violated("Updates " + other + " and " + event.getUpdateId() + " of VMs with " + Regime.LABEL + " "
                        + app + " are under way together");
            }
        });
    }
}
