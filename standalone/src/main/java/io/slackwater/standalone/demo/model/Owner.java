package io.slackwater.standalone.demo.model;

import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays the owner of the VMs, who knows nothing of updates but has them off now and then: shuts each down once, at a moment
 * of its own after an update has become required for it, and starts it again when it was updated. What had no effect (a
 * guest that is still booting overhears the power button) is done again. Not thread-safe.
 */
public final class Owner {

    private final List<String> vms;
    private final Duration between;
    private final Duration patience;
    private final Map<OwnerAction, Instant> done = new HashMap<>();
    private @Nullable Instant firstRequired;

    /**
     * Plays the owner of these VMs.
     *
     * @param vms in the order in which they are shut down
     * @param between the time from one shutdown to the next
     * @param patience after which time something that had no effect is done again
     */
    public Owner(List<String> vms, Duration between, Duration patience) {
        this.vms = List.copyOf(vms);
        this.between = between;
        this.patience = patience;
    }

    /** Returns what the owner does now, given what is known of the fleet. */
    public List<OwnerAction> next(FleetModel model, Instant now) {
        List<OwnerAction> actions = new ArrayList<>();
        for (int index = 0; index < vms.size(); index++) {
            VmTrack vm = model.vm(vms.get(index));
            Optional<UpdatePhase> phase = vm.update().map(UpdateTrack::phase);
            if (phase.isPresent() && firstRequired == null) {
                firstRequired = now;
            }
            wish(vm, phase, index, now).filter(action -> isDue(action, now)).ifPresent(actions::add);
        }
        actions.forEach(action -> done.put(action, now));
        return actions;
    }

    private Optional<OwnerAction> wish(VmTrack vm, Optional<UpdatePhase> phase, int index, Instant now) {
        boolean isRequired = phase.filter(UpdatePhase.REQUIRED::equals).isPresent();
        if (isRequired && vm.state() == VmState.RUNNING && hasItsMoment(index, now)) {
            return Optional.of(new OwnerAction.ShutDown(vm.id()));
        }
        boolean isApplied = phase.filter(UpdatePhase.APPLIED::equals).isPresent();
        return isApplied && vm.state() == VmState.SHUTOFF
                ? Optional.of(new OwnerAction.Start(vm.id()))
                : Optional.empty();
    }

    private boolean hasItsMoment(int index, Instant now) {
        return firstRequired != null && !now.isBefore(firstRequired.plus(between.multipliedBy(index)));
    }

    private boolean isDue(OwnerAction action, Instant now) {
        Instant before = done.get(action);
        return before == null || !now.isBefore(before.plus(patience));
    }
}
