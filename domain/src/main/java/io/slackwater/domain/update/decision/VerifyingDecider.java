package io.slackwater.domain.update.decision;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.FailureCounts;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides about an update whose VM's start is being verified. */
final class VerifyingDecider extends StateDecider {

    private final UpdateState.Verifying verifying;

    VerifyingDecider(DecisionContext context, Update update, UpdateState.Verifying verifying) {
        super(context, update);
        this.verifying = verifying;
    }

    @Override
    UpdateDecision advance() {
        if (update.outcome().isPresent()) {
            return answered(update.outcome().get());
        }
        if (isGone()) {
            return end(Phase.NOT_NEEDED, "No host has the VM any more");
        }
        Instant again = verifying.issue().reissueAt(patience(CommandType.VERIFY, update));
        return issueAgain(CommandType.VERIFY, verifying.issue(), again, verifying.issuedAgain(now()));
    }

    private UpdateDecision answered(CommandOutcome commandOutcome) {
        Instant notBefore = now().plus(context.timing().backoff());
        return switch (commandOutcome.status()) {
            case DONE ->
                end(UpdatePhaseEvent.of(decided(), Phase.VERIFIED)
                        .verified(commandOutcome.verifiedBy(), commandOutcome.kernelRelease())
                        .because(commandOutcome.detail()));
            case FAILED -> rollBack(verifying.failed(commandOutcome.detail(), now()));
            case STOPPED -> stopped(commandOutcome, verifying.inconclusive(notBefore));
            case INCONCLUSIVE,
                    EXPECTATION_FAILED,
                    NOT_MODIFIABLE,
                    NOT_STOPPED,
                    MIGRATING,
                    JOB_UNDER_WAY,
                    BLOCK_JOB_UNDER_WAY -> waits(verifying.inconclusive(notBefore), Optional.empty());
            case EXPIRED, NOT_HERE, UNREACHABLE, TIMED_OUT, REFUSED, STORE_FULL ->
                waits(verifying.unseen(notBefore), obstacle(commandOutcome));
        };
    }

    /** Each run counts once. A guest that never lives to see its verdict would wait for ever. */
    private UpdateDecision stopped(CommandOutcome commandOutcome, UpdateState.AwaitingStart awaiting) {
        FailureCounts failures = update.failures().stopped(verifying.runSince());
        if (failures.equals(update.failures())) {
            return waits(awaiting, Optional.empty());
        }
        int most = context.timing().attemptLimits().stops();
        if (context.timing().attemptLimits().isStopped(failures)) {
            String cause = "The VM stopped by itself " + failures.stops() + " times before there was a verdict";
            return rollBack(verifying.failed(cause, now()), failures);
        }
        String times = failures.stops() == 1 ? " time" : " times";
        String detail = commandOutcome.detail() + ". The VM has stopped " + failures.stops() + times
                + " before a verdict. After " + most + " stops the update fails. Start the VM to try again";
        return said(awaiting, CommandBlockers.replaced(awaitingStart(detail), Optional.empty()), failures);
    }

    private List<Blocker> awaitingStart(String detail) {
        return update.blockers().stream()
                .map(blocker -> blocker.code() == BlockerCode.AWAITING_START
                        ? new Blocker(blocker.code(), blocker.subject(), blocker.since(), detail)
                        : blocker)
                .toList();
    }

    /** What is said of the update stays APPLIED, so nothing is said unless something else holds it up now. */
    private UpdateDecision waits(UpdateState.AwaitingStart awaiting, Optional<Blocker> obstacle) {
        List<Blocker> blockers = CommandBlockers.replaced(update.blockers(), obstacle);
        return Blocker.sameReasons(blockers, update.blockers())
                ? UpdateDecision.stay(update.at(awaiting), awaiting.notBefore())
                : said(awaiting, blockers, update.failures());
    }

    private UpdateDecision said(UpdateState.AwaitingStart awaiting, List<Blocker> blockers, FailureCounts failures) {
        Update waiting = moved(awaiting).withBlockers(blockers).withFailures(failures);
        return UpdateDecision.to(
                waiting,
                Optional.of(awaiting.notBefore()),
                new Effect.PublishEvent(
                        UpdatePhaseEvent.of(waiting, Phase.APPLIED).heldUpBy(blockers)));
    }

    private Update decided() {
        return update.on(hostId()).decided(nextDecision());
    }
}
