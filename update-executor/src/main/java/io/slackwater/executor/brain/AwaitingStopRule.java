package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.modifiable.Slots;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Power;
import io.slackwater.executor.vm.RunState;
import io.slackwater.executor.vm.Sighting;
import java.time.Instant;
import java.util.Optional;

/** An update whose VM has its old definition again, but ran the new one when that was put back. */
final class AwaitingStopRule extends Rule {

    private final Stage.AwaitingStop awaiting;

    AwaitingStopRule(Scene scene, Update update, Stage.AwaitingStop awaiting) {
        super(scene, update);
        this.awaiting = awaiting;
    }

    @Override
    Step advance() {
        if (isGone()) {
            return end(Phase.ROLLED_BACK, "No host has the VM any more");
        }
        // What was seen last may be older than the hand's answer that the guest runs.
        Instant certain = awaiting.since().plus(scene.timing().doubt());
        if (now().isBefore(certain)) {
            return Step.stay(update, certain);
        }
        return isStopped() || runsOtherThanNew()
                ? end(Phase.ROLLED_BACK, awaiting.cause())
                : Step.stay(update, scene.certainlyGoneAt());
    }

    /** Off, and its next start does not resume what was saved of the new version. */
    private boolean isStopped() {
        Optional<Sighting> sighting = scene.onlySighting().filter(seen -> !seen.hasManagedSave());
        return sighting.flatMap(Sighting::power)
                .filter(power -> power.state() == RunState.SHUTOFF || power.state() == RunState.CRASHED)
                .isPresent();
    }

    /** It was stopped and started again before anybody saw it off. */
    private boolean runsOtherThanNew() {
        boolean startedSince = scene.onlySighting()
                .flatMap(Sighting::power)
                .filter(power -> power.state().isRunning())
                .map(Power::since)
                .filter(awaiting.since()::isBefore)
                .isPresent();
        return startedSince
                && scene.definition()
                        .filter(seen -> seen.seenAt().isAfter(awaiting.since()))
                        .filter(seen -> !Slots.runsNew(seen, update.replacements()))
                        .isPresent();
    }
}
