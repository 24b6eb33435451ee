package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.update.Answer;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Tries;
import io.slackwater.executor.update.Update;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An update whose start is being judged. */
final class VerifyingRule extends Rule {

    private final Stage.Verifying verifying;

    VerifyingRule(Scene scene, Update update, Stage.Verifying verifying) {
        super(scene, update);
        this.verifying = verifying;
    }

    @Override
    Step advance() {
        if (update.answer().isPresent()) {
            return answered(update.answer().get());
        }
        if (isGone()) {
            return end(Phase.NOT_NEEDED, "No host has the VM any more");
        }
        Instant again = verifying.issue().again(patience(CommandType.VERIFY, update));
        return issueAgain(CommandType.VERIFY, verifying.issue(), again, verifying.issuedAgain(now()));
    }

    private Step answered(Answer answer) {
        Instant notBefore = now().plus(scene.timing().pause());
        return switch (answer.status()) {
            case DONE ->
                end(Saying.of(decided(), Phase.VERIFIED)
                        .verified(answer.verifiedBy(), answer.kernelRelease())
                        .because(answer.detail()));
            case FAILED -> rollBack(verifying.failed(answer.detail(), now()));
            case STOPPED -> stopped(answer, verifying.inconclusive(notBefore));
            case INCONCLUSIVE,
                    EXPECTATION_FAILED,
                    NOT_MODIFIABLE,
                    NOT_STOPPED,
                    MIGRATING,
                    JOB_UNDER_WAY,
                    BLOCK_JOB_UNDER_WAY -> waits(verifying.inconclusive(notBefore), Optional.empty());
            case EXPIRED, NOT_HERE, UNREACHABLE, REFUSED, STORE_FULL ->
                waits(verifying.unseen(notBefore), obstacle(answer));
        };
    }

    /** Each run counts once. A guest that never lives to see its verdict would wait for ever. */
    private Step stopped(Answer answer, Stage.AwaitingStart awaiting) {
        Tries tries = update.tries().stopped(verifying.epoch());
        if (tries.equals(update.tries())) {
            return waits(awaiting, Optional.empty());
        }
        int most = scene.timing().bounds().stops();
        if (scene.timing().bounds().isStopped(tries)) {
            String cause = "The VM stopped by itself " + tries.stops() + " times before there was a verdict";
            return rollBack(verifying.failed(cause, now()), tries);
        }
        String times = tries.stops() == 1 ? " time" : " times";
        String detail = answer.detail() + ". The VM has stopped " + tries.stops() + times + " before a verdict. After "
                + most + " stops the update fails. Start the VM to try again";
        return said(awaiting, Obstacles.replaced(awaitingStart(detail), Optional.empty()), tries);
    }

    private List<Blocker> awaitingStart(String detail) {
        return update.shown().stream()
                .map(blocker -> blocker.code() == BlockerCode.AWAITING_START
                        ? new Blocker(blocker.code(), blocker.subject(), blocker.since(), detail)
                        : blocker)
                .toList();
    }

    /** What is said of the update stays APPLIED, so nothing is said unless something else holds it up now. */
    private Step waits(Stage.AwaitingStart awaiting, Optional<Blocker> obstacle) {
        List<Blocker> blockers = Obstacles.replaced(update.shown(), obstacle);
        return Blocker.sameReasons(blockers, update.shown())
                ? Step.stay(update.at(awaiting), awaiting.notBefore())
                : said(awaiting, blockers, update.tries());
    }

    private Step said(Stage.AwaitingStart awaiting, List<Blocker> blockers, Tries tries) {
        Update waiting = moved(awaiting).showing(blockers).trying(tries);
        return Step.to(
                waiting,
                Optional.of(awaiting.notBefore()),
                new Effect.Say(Saying.of(waiting, Phase.APPLIED).heldUpBy(blockers)));
    }

    private Update decided() {
        return update.on(hostId()).decided(nextDecision());
    }
}
