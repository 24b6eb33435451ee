package io.slackwater.domain.update.decision;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.update.CommandIssue;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides about a failed update whose old references are put back. It is told until it is done, for nothing else mends
 * the VM.
 */
final class RollingBackDecider extends StateDecider {

    private final UpdateState.RollingBack rollingBack;

    RollingBackDecider(DecisionContext context, Update update, UpdateState.RollingBack rollingBack) {
        super(context, update);
        this.rollingBack = rollingBack;
    }

    @Override
    UpdateDecision advance() {
        if (isGone()) {
            return end(Phase.ROLLED_BACK, "No host has the VM any more");
        }
        if (update.outcome().isPresent()) {
            return answered(update.outcome().get());
        }
        Instant again = rollingBack.issue().reissueAt(patience(CommandType.ROLL_BACK, update));
        return issueAgain(CommandType.ROLL_BACK, rollingBack.issue(), again, rollingBack.issuedAgain(now()));
    }

    private UpdateDecision answered(CommandOutcome commandOutcome) {
        return switch (commandOutcome.status()) {
            case DONE ->
                isOfAnOlderCommand(commandOutcome)
                        ? tryAgain(Optional.empty())
                        : end(Phase.ROLLED_BACK, rollingBack.cause());
            case INCONCLUSIVE ->
                !CommandOptions.restarts(update) && CommandOptions.mayRestartWhatFailed(context)
                        ? restart()
                        : awaitStop();
            case EXPECTATION_FAILED, NOT_HERE, NOT_MODIFIABLE, FAILED, NOT_STOPPED, STOPPED ->
                tryAgain(Optional.of(refused(commandOutcome)));
            case REFUSED, STORE_FULL, EXPIRED, UNREACHABLE, TIMED_OUT, MIGRATING, JOB_UNDER_WAY, BLOCK_JOB_UNDER_WAY ->
                tryAgain(obstacle(commandOutcome));
        };
    }

    /** A command from before the restart was decided starts no VM, and may come a second time while the VM is stopped. */
    private boolean isOfAnOlderCommand(CommandOutcome commandOutcome) {
        return CommandOptions.restarts(update)
                && commandOutcome.issue() < rollingBack.issue().number();
    }

    /** Its VM is restarted on the old version. That is said first, for whoever goes on with it is to know that the VM ran. */
    private UpdateDecision restart() {
        Update restarted = moved(rollingBack.issuedAgain(now()))
                .withBlockers(List.of())
                .admitted(update.admission().map(right -> right.restarting(true)));
        CommandIssue next = new CommandIssue(rollingBack.issue().number() + 1, now());
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.PublishEvent(
                UpdatePhaseEvent.of(restarted, Phase.FAILED).because(rollingBack.cause())));
        effects.addAll(tell(CommandType.ROLL_BACK, restarted, next));
        return new UpdateDecision(
                Optional.of(restarted),
                effects,
                Optional.of(next.reissueAt(patience(CommandType.ROLL_BACK, restarted))));
    }

    private UpdateDecision awaitStop() {
        List<Blocker> blockers = List.of(new Blocker(
                BlockerCode.AWAITING_STOP,
                update.key().vmId(),
                now(),
                "The guest still runs the new version; shut it off to be rid of it"));
        Update awaiting = moved(rollingBack.restored(now())).withBlockers(blockers);
        return UpdateDecision.to(
                awaiting,
                Optional.of(now()),
                new Effect.PublishEvent(UpdatePhaseEvent.of(awaiting, Phase.FAILED)
                        .because(rollingBack.cause())
                        .heldUpBy(blockers)));
    }

    private Blocker refused(CommandOutcome commandOutcome) {
        return CommandBlockers.blocker(BlockerCode.HOST_REFUSED, hostId(), commandOutcome, now());
    }

    /** The same command is issued again after the pause that grows with each issue. Why is said once. */
    private UpdateDecision tryAgain(Optional<Blocker> obstacle) {
        List<Blocker> blockers = CommandBlockers.replaced(update.blockers(), obstacle);
        List<Effect> effects = new ArrayList<>();
        Update told = update;
        if (!Blocker.sameReasons(blockers, update.blockers())) {
            told = update.withBlockers(blockers).decided(nextDecision());
            effects.add(new Effect.PublishEvent(UpdatePhaseEvent.of(told, Phase.FAILED)
                    .because(rollingBack.cause())
                    .heldUpBy(blockers)));
        }
        Instant again = rollingBack.issue().reissueAt(context.timing().backoff());
        if (now().isBefore(again)) {
            return new UpdateDecision(Optional.of(told), effects, Optional.of(again));
        }
        CommandIssue next = rollingBack.issue().next(now());
        Update issued = told.at(rollingBack.issuedAgain(now())).on(hostId());
        effects.addAll(tell(CommandType.ROLL_BACK, issued, next));
        return new UpdateDecision(
                Optional.of(issued), effects, Optional.of(next.reissueAt(patience(CommandType.ROLL_BACK, issued))));
    }
}
