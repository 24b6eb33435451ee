package io.slackwater.domain.update.decision;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.FailureCounts;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.ReleaseBackoff;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.VmPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides about an update whose APPLY command is out. */
final class GrantedDecider extends StateDecider {

    private final UpdateState.Granted granted;

    GrantedDecider(DecisionContext context, Update update, UpdateState.Granted granted) {
        super(context, update);
        this.granted = granted;
    }

    @Override
    UpdateDecision advance() {
        return update.outcome().isPresent() ? answered(update.outcome().get()) : goOn();
    }

    private UpdateDecision answered(CommandOutcome commandOutcome) {
        return switch (commandOutcome.status()) {
            case DONE -> applied(commandOutcome);
            case FAILED -> rollBack(granted.failed(commandOutcome.detail(), now()));
            case EXPECTATION_FAILED -> released(commandOutcome, Optional.of(changed(commandOutcome)));
            case NOT_STOPPED -> released(commandOutcome, Optional.of(refused(commandOutcome)));
            case REFUSED -> refusedByHost(commandOutcome);
            case STORE_FULL, MIGRATING, JOB_UNDER_WAY, BLOCK_JOB_UNDER_WAY ->
                released(commandOutcome, obstacle(commandOutcome));
            case NOT_HERE, NOT_MODIFIABLE, INCONCLUSIVE, STOPPED -> released(commandOutcome, unseen(commandOutcome));
            // The effect may come however late: the update goes on until a worker sees whether it is there.
            case TIMED_OUT -> goOn();
            case EXPIRED, UNREACHABLE -> isRestart() ? goOn() : released(commandOutcome, obstacle(commandOutcome));
        };
    }

    /** What may be over soon is tried again; what is refused again and again is a failure, for nobody else would end it. */
    private UpdateDecision refusedByHost(CommandOutcome commandOutcome) {
        FailureCounts failures = update.failures().refused();
        return context.timing().attemptLimits().isRefused(failures)
                ? rollBack(
                        granted.failed(
                                "The host refused it " + failures.refusals() + " times, the last time because: "
                                        + commandOutcome.detail(),
                                now()),
                        failures)
                : released(commandOutcome, obstacle(commandOutcome), failures);
    }

    /** What the observations do not show either is shown once it comes back a second time. */
    private Optional<Blocker> unseen(CommandOutcome commandOutcome) {
        return granted.backoff().map(before -> changed(commandOutcome));
    }

    private boolean isRestart() {
        return update.admission().filter(Admission::restarts).isPresent();
    }

    /** It is told again until it answers, for a VM that a worker may have stopped is not left so; unless the change was withdrawn. */
    private UpdateDecision goOn() {
        Instant again = granted.issue().reissueAt(patience(CommandType.APPLY, update));
        if (!now().isBefore(again) && isGone() && isRetired()) {
            return end(Phase.NOT_NEEDED, "Its host was retired while it was applied, and no other host has the VM");
        }
        if (!now().isBefore(again) && change().withdrawn()) {
            return rollBack(granted.failed("The change was withdrawn while it was applied", now()));
        }
        return issueAgain(CommandType.APPLY, granted.issue(), again, granted.issuedAgain(now()));
    }

    /** Then nobody is told any more, and nobody answers. */
    private boolean isRetired() {
        return context.catalogue()
                .host(update.hostId())
                .filter(HostInfo::retired)
                .isPresent();
    }

    private UpdateDecision applied(CommandOutcome commandOutcome) {
        List<Blocker> blockers = List.of(new Blocker(
                BlockerCode.AWAITING_START,
                update.key().vmId(),
                now(),
                "It runs the new version when it is started next, and is judged then"));
        // A run that goes on is not to be judged, unless it turns out to be one on the new volumes.
        Optional<Instant> run = context.onlyPlacement()
                .flatMap(VmPlacement::power)
                .filter(power -> power.state().isRunning())
                .map(PowerState::since);
        Update applied = moved(granted.applied(run, now()))
                .replacing(update.learning(commandOutcome.replacements()))
                .withBlockers(blockers)
                .withFailures(FailureCounts.NONE);
        return UpdateDecision.to(
                applied,
                Optional.of(now()),
                new Effect.PublishEvent(
                        UpdatePhaseEvent.of(applied, Phase.APPLIED).heldUpBy(blockers)));
    }

    private UpdateDecision released(CommandOutcome commandOutcome, Optional<Blocker> blocker) {
        return released(commandOutcome, blocker, update.failures());
    }

    private UpdateDecision released(CommandOutcome commandOutcome, Optional<Blocker> blocker, FailureCounts failures) {
        int count = granted.backoff().map(ReleaseBackoff::count).orElse(0) + 1;
        ReleaseBackoff backoff =
                ReleaseBackoff.after(count, now(), context.timing().backoff(), blocker);
        boolean isTouched = commandOutcome.status() == CommandOutcomeStatus.NOT_STOPPED
                || (isRestart() && !isUntouched(commandOutcome.status()));
        Update released = moved(granted.released(backoff))
                .withBlockers(List.of())
                .withFailures(failures)
                .admitted(update.admission().map(right -> isTouched ? right : right.in(Optional.empty())));
        return UpdateDecision.to(
                released,
                Optional.of(now()),
                new Effect.PublishEvent(UpdatePhaseEvent.of(released, Phase.RELEASED)
                        .because(commandOutcome.status() + ": " + commandOutcome.detail())));
    }

    private Blocker refused(CommandOutcome commandOutcome) {
        return new Blocker(BlockerCode.RESTART_REFUSED, update.key().vmId(), now(), commandOutcome.detail());
    }

    private static boolean isUntouched(CommandOutcomeStatus status) {
        return status == CommandOutcomeStatus.REFUSED
                || status == CommandOutcomeStatus.STORE_FULL
                || status == CommandOutcomeStatus.MIGRATING
                || status == CommandOutcomeStatus.JOB_UNDER_WAY
                || status == CommandOutcomeStatus.BLOCK_JOB_UNDER_WAY;
    }

    private Blocker changed(CommandOutcome commandOutcome) {
        return new Blocker(BlockerCode.EXPECTATION_CHANGED, update.key().vmId(), now(), commandOutcome.detail());
    }
}
