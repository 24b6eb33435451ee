package io.slackwater.domain.update.decision;

import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.SlotComparison;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.VmPlacement;
import java.time.Instant;
import java.util.Optional;

/** Decides about a rolled back update whose VM still runs the new definition. */
final class AwaitingStopDecider extends StateDecider {

    private final UpdateState.AwaitingStop awaiting;

    AwaitingStopDecider(DecisionContext context, Update update, UpdateState.AwaitingStop awaiting) {
        super(context, update);
        this.awaiting = awaiting;
    }

    @Override
    UpdateDecision advance() {
        if (isGone()) {
            return end(Phase.ROLLED_BACK, "No host has the VM any more");
        }
        // What was seen last may be older than the worker's answer that the guest runs.
        Instant certain = awaiting.since().plus(context.timing().reorderingAllowance());
        if (now().isBefore(certain)) {
            return UpdateDecision.stay(update, certain);
        }
        return isStopped() || runsOtherThanNew()
                ? end(Phase.ROLLED_BACK, awaiting.cause())
                : UpdateDecision.stay(update, context.certainlyGoneAt());
    }

    /** Off, and its next start does not resume what was saved of the new version. */
    private boolean isStopped() {
        Optional<VmPlacement> sighting = context.onlyPlacement().filter(seen -> !seen.hasManagedSave());
        return sighting.flatMap(VmPlacement::power)
                .filter(power -> power.state() == RunState.SHUTOFF || power.state() == RunState.CRASHED)
                .isPresent();
    }

    /** It was stopped and started again before anybody saw it off. */
    private boolean runsOtherThanNew() {
        boolean startedSince = context.onlyPlacement()
                .flatMap(VmPlacement::power)
                .filter(power -> power.state().isRunning())
                .map(PowerState::since)
                .filter(awaiting.since()::isBefore)
                .isPresent();
        return startedSince
                && context.definition()
                        .filter(seen -> seen.seenAt().isAfter(awaiting.since()))
                        .filter(seen -> !SlotComparison.runsNew(seen, update.replacements()))
                        .isPresent();
    }
}
