package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All events of one update so far.
 *
 * @param updateId the update
 * @param changeId the change
 * @param vmId the VM
 * @param replacements what it changes, as its last event says
 * @param steps its events, in their order
 * @param kernelRelease what the guest itself reported when it was verified
 */
public record UpdateTrack(
        String updateId,
        String changeId,
        String vmId,
        List<Replacement> replacements,
        List<Step> steps,
        Optional<String> kernelRelease) {

    public UpdateTrack {
        replacements = List.copyOf(replacements);
        steps = List.copyOf(steps);
    }

    static UpdateTrack begin(UpdateEvent event) {
        return new UpdateTrack(
                event.getUpdateId(), event.getChangeId(), event.getVmId(), List.of(), List.of(), Optional.empty());
    }

    UpdateTrack with(UpdateEvent event) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(event.getPhase(), event.getOccurredAt(), event.getReason(), event.getBlockers()));
        return new UpdateTrack(
                updateId,
                changeId,
                vmId,
                event.getReplacements(),
                longer,
                event.getKernelRelease().or(() -> kernelRelease));
    }

    /** Returns the phase that it is in. */
    public UpdatePhase phase() {
        return last().phase();
    }

    /** Returns what holds it up now. */
    public List<Blocker> blockers() {
        return last().blockers();
    }

    /** Returns its last event. */
    public Step last() {
        return steps.get(steps.size() - 1);
    }

    /** Whether it ended without having brought the VM to the change. */
    public boolean hasFailed() {
        return phase() == UpdatePhase.FAILED || phase() == UpdatePhase.ROLLED_BACK;
    }
}
