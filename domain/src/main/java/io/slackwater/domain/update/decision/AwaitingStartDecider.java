package io.slackwater.domain.update.decision;

import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.EffectivePolicy;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.modifiable.ModifiableResult;
import io.slackwater.domain.modifiable.SlotComparison;
import io.slackwater.domain.modifiable.SlotComparison.Match;
import io.slackwater.domain.policy.deadline.EffectiveMode;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides about an applied update that waits for the start of its VM. */
final class AwaitingStartDecider extends StateDecider {

    private final UpdateState.AwaitingStart awaiting;

    AwaitingStartDecider(DecisionContext context, Update update, UpdateState.AwaitingStart awaiting) {
        super(context, update);
        this.awaiting = awaiting;
    }

    @Override
    UpdateDecision advance() {
        if (isGone()) {
            return end(Phase.NOT_NEEDED, "No host has the VM any more");
        }
        if (context.certainlyGoneAt().isPresent()) {
            return UpdateDecision.stay(update, context.certainlyGoneAt());
        }
        Optional<PowerState> power = context.onlyPlacement().flatMap(VmPlacement::power);
        boolean isOff =
                power.map(PowerState::state).filter(RunState.SHUTOFF::equals).isPresent();
        if (change().withdrawn() && (isOff || runsOld())) {
            return rollBack(awaiting.failed("The change was withdrawn before its first start", now()));
        }
        Optional<Replacement> reverted = reverted();
        if (reverted.isPresent()) {
            return doubt(reverted.get());
        }
        return power.filter(this::isToBeJudged).isPresent() ? verify(power.get()) : awaitStart();
    }

    /** Nothing is to be judged: where the policy has the VM restarted by now, a lease for that is asked for like any other. */
    private UpdateDecision awaitStart() {
        if (!context.restarts() || !runsOld()) {
            return UpdateDecision.stay(
                    update, context.policy().map(EffectivePolicy::inForce).flatMap(EffectiveMode::nextChange));
        }
        ModifiableResult modifiableResult = ModifiableResult.confirm(context, update);
        if (!modifiableResult.isNow()) {
            return UpdateDecision.stay(update, modifiableResult.until());
        }
        Update released = moved(awaiting.released())
                .withBlockers(List.of())
                .admitted(update.admission().map(right -> right.waiting().in(right.window())));
        return UpdateDecision.to(
                released,
                Optional.of(now()),
                new Effect.PublishEvent(
                        UpdatePhaseEvent.of(released, Phase.RELEASED).because("By its policy it is restarted by now")));
    }

    private boolean runsOld() {
        Optional<Instant> startedAt =
                context.onlyPlacement().flatMap(VmPlacement::power).map(PowerState::since);
        return context.isRunning()
                && !runsNew()
                && context.definition()
                        .filter(seen -> seen.seenAt().isAfter(startedAt.orElseThrow()))
                        .isPresent();
    }

    /**
     * A start that nobody judged yet, or an attempt to start that failed; or the run that was judged too early. A VM that ended
     * badly was not granted anything, so whatever it died of came after the grant: maybe before the worker's answer did.
     */
    private boolean isToBeJudged(PowerState power) {
        boolean isNew = awaiting.judgedRunSince().filter(power.since()::equals).isEmpty();
        return power.endedBadly() ? isNew : power.state().isRunning() && (isNew || runsNew());
    }

    /** A run after one that was looked at is looked at from its beginning: it may be over before a pause is. */
    private boolean isAnotherRun(PowerState power) {
        return awaiting.judgedRunSince()
                .filter(judged -> !judged.equals(power.since()))
                .isPresent();
    }

    private boolean runsNew() {
        return context.definition()
                .filter(definition -> SlotComparison.runsNew(definition, update.replacements()))
                .isPresent();
    }

    private UpdateDecision verify(PowerState power) {
        if (!isAnotherRun(power) && now().isBefore(awaiting.notBefore())) {
            return UpdateDecision.stay(update, awaiting.notBefore());
        }
        boolean reachable =
                context.catalogue().host(hostId()).filter(HostInfo::reachable).isPresent();
        if (!reachable) {
            return UpdateDecision.stay(update, Optional.empty());
        }
        UpdateState.Verifying verifying = awaiting.started(power.since(), now());
        Update judged = update.at(verifying).on(hostId());
        return new UpdateDecision(
                Optional.of(judged),
                tell(CommandType.VERIFY, judged, verifying.issue()),
                Optional.of(verifying.issue().reissueAt(patience(CommandType.VERIFY, judged))));
    }

    /** Returns a slot that its owner made refer to something else since it was applied. */
    private Optional<Replacement> reverted() {
        Optional<VmDefinition> definition =
                context.definition().filter(seen -> seen.seenAt().isAfter(awaiting.appliedAt()));
        return definition.flatMap(seen -> update.replacements().stream()
                .filter(replacement -> SlotComparison.configured(seen, replacement) != Match.NEW)
                .findFirst());
    }

    private UpdateDecision doubt(Replacement reverted) {
        Instant certain = context.definition()
                .orElseThrow()
                .seenAt()
                .plus(context.timing().reorderingAllowance());
        return now().isBefore(certain)
                ? UpdateDecision.stay(update, certain)
                : end(
                        Phase.NOT_NEEDED,
                        "Slot " + reverted.slot() + " was made to refer to something else after the update");
    }
}
