package io.slackwater.simulation.invariant;

import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.simulation.log.Entry;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** An update goes through the phases of its life in their order, and nothing more comes of one that ended. */
public final class PhasesFollowTheirOrder implements Invariant {

    private final Map<String, UpdatePhase> phases = new HashMap<>();

    @Override
    public void written(Entry entry) {
        if (entry.value() instanceof UpdateEvent event) {
            UpdatePhase before = phases.get(event.getUpdateId());
            if (before != null && event.getOpens()) {
                return;
            }
            Set<UpdatePhase> legal = before == null ? EnumSet.of(UpdatePhase.REQUIRED) : after(before);
            if (!legal.contains(event.getPhase())) {
                throw violated("Update " + event.getUpdateId() + " of VM " + event.getVmId() + " went from " + before
                        + " to " + event.getPhase());
            }
            phases.put(event.getUpdateId(), event.getPhase());
        }
    }

    private static Set<UpdatePhase> after(UpdatePhase phase) {
        return switch (phase) {
            case REQUIRED, RELEASED ->
                EnumSet.of(
                        UpdatePhase.REQUIRED,
                        UpdatePhase.GRANTED,
                        UpdatePhase.SUPERSEDED,
                        UpdatePhase.WITHDRAWN,
                        UpdatePhase.NOT_NEEDED);
            case GRANTED -> EnumSet.of(UpdatePhase.APPLIED, UpdatePhase.RELEASED, UpdatePhase.FAILED);
            case APPLIED ->
                EnumSet.of(
                        UpdatePhase.APPLIED,
                        UpdatePhase.VERIFIED,
                        UpdatePhase.FAILED,
                        UpdatePhase.NOT_NEEDED,
                        UpdatePhase.RELEASED);
            case FAILED -> EnumSet.of(UpdatePhase.FAILED, UpdatePhase.ROLLED_BACK);
            case VERIFIED, ROLLED_BACK, SUPERSEDED, WITHDRAWN, NOT_NEEDED, UNKNOWN -> EnumSet.noneOf(UpdatePhase.class);
        };
    }
}
