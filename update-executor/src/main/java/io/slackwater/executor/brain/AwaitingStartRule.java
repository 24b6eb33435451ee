package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.HostFact;
import io.slackwater.executor.modifiable.Modifiable;
import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.modifiable.Slots;
import io.slackwater.executor.modifiable.Slots.Match;
import io.slackwater.executor.modifiable.Terms;
import io.slackwater.executor.policy.deadline.InForce;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Replacement;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.vm.Definition;
import io.slackwater.executor.vm.Power;
import io.slackwater.executor.vm.RunState;
import io.slackwater.executor.vm.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An update that is applied and waits for its VM to be started. */
final class AwaitingStartRule extends Rule {

    private final Stage.AwaitingStart awaiting;

    AwaitingStartRule(Scene scene, Update update, Stage.AwaitingStart awaiting) {
        super(scene, update);
        this.awaiting = awaiting;
    }

    @Override
    Step advance() {
        if (isGone()) {
            return end(Phase.NOT_NEEDED, "No host has the VM any more");
        }
        if (scene.certainlyGoneAt().isPresent()) {
            return Step.stay(update, scene.certainlyGoneAt());
        }
        Optional<Power> power = scene.onlySighting().flatMap(Sighting::power);
        boolean isOff = power.map(Power::state).filter(RunState.SHUTOFF::equals).isPresent();
        if (change().withdrawn() && (isOff || runsOld())) {
            return rollBack(awaiting.failed("The change was withdrawn before its first start", now()));
        }
        Optional<Replacement> reverted = reverted();
        if (reverted.isPresent()) {
            return doubt(reverted.get());
        }
        return power.filter(this::isToBeJudged).isPresent() ? verify(power.get()) : awaitStart();
    }

    /** Nothing is to be judged: where the policy has the VM restarted by now, a slot for that is asked for like any other. */
    private Step awaitStart() {
        if (!scene.restarts() || !runsOld()) {
            return Step.stay(update, scene.terms().map(Terms::inForce).flatMap(InForce::lookAgain));
        }
        Modifiable modifiable = Modifiable.confirm(scene, update);
        if (!modifiable.isNow()) {
            return Step.stay(update, modifiable.until());
        }
        Update released = moved(awaiting.released())
                .showing(List.of())
                .admitted(update.admission().map(right -> right.waiting().in(right.window())));
        return Step.to(
                released,
                Optional.of(now()),
                new Effect.Say(Saying.of(released, Phase.RELEASED).because("By its policy it is restarted by now")));
    }

    private boolean runsOld() {
        Optional<Instant> startedAt =
                scene.onlySighting().flatMap(Sighting::power).map(Power::since);
        return scene.isRunning()
                && !runsNew()
                && scene.definition()
                        .filter(seen -> seen.seenAt().isAfter(startedAt.orElseThrow()))
                        .isPresent();
    }

    /**
     * A start that nobody judged yet, or an attempt to start that failed; or the run that was judged too early. A VM that ended
     * badly was not granted anything, so whatever it died of came after the grant: maybe before the hand's answer did.
     */
    private boolean isToBeJudged(Power power) {
        boolean isNew = awaiting.judgedEpoch().filter(power.since()::equals).isEmpty();
        return power.endedBadly() ? isNew : power.state().isRunning() && (isNew || runsNew());
    }

    /** A run after one that was looked at is looked at from its beginning: it may be over before a pause is. */
    private boolean isAnotherRun(Power power) {
        return awaiting.judgedEpoch()
                .filter(judged -> !judged.equals(power.since()))
                .isPresent();
    }

    private boolean runsNew() {
        return scene.definition()
                .filter(definition -> Slots.runsNew(definition, update.replacements()))
                .isPresent();
    }

    private Step verify(Power power) {
        if (!isAnotherRun(power) && now().isBefore(awaiting.notBefore())) {
            return Step.stay(update, awaiting.notBefore());
        }
        boolean reachable =
                scene.surroundings().host(hostId()).filter(HostFact::reachable).isPresent();
        if (!reachable) {
            return Step.stay(update, Optional.empty());
        }
        Stage.Verifying verifying = awaiting.started(power.since(), now());
        Update judged = update.at(verifying).on(hostId());
        return new Step(
                Optional.of(judged),
                tell(CommandType.VERIFY, judged, verifying.issue()),
                Optional.of(verifying.issue().again(patience(CommandType.VERIFY, judged))));
    }

    /** Returns a slot that its owner made refer to something else since it was applied. */
    private Optional<Replacement> reverted() {
        Optional<Definition> definition =
                scene.definition().filter(seen -> seen.seenAt().isAfter(awaiting.appliedAt()));
        return definition.flatMap(seen -> update.replacements().stream()
                .filter(replacement -> Slots.configured(seen, replacement) != Match.NEW)
                .findFirst());
    }

    private Step doubt(Replacement reverted) {
        Instant certain =
                scene.definition().orElseThrow().seenAt().plus(scene.timing().doubt());
        return now().isBefore(certain)
                ? Step.stay(update, certain)
                : end(
                        Phase.NOT_NEEDED,
                        "Slot " + reverted.slot() + " was made to refer to something else after the update");
    }
}
