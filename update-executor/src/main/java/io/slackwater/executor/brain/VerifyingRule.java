package io.slackwater.executor.brain;

import io.slackwater.executor.modifiable.Scene;
import io.slackwater.executor.update.Answer;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Saying;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Update;
import java.time.Instant;

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
                        .reporting(answer.kernelRelease())
                        .because(answer.detail()));
            case FAILED -> rollBack(verifying.failed(answer.detail(), now()));
            case INCONCLUSIVE,
                    EXPECTATION_FAILED,
                    NOT_MODIFIABLE,
                    NOT_STOPPED,
                    MIGRATING,
                    JOB_UNDER_WAY,
                    BLOCK_JOB_UNDER_WAY -> waits(verifying.inconclusive(notBefore), notBefore);
            case EXPIRED, NOT_HERE, UNREACHABLE -> waits(verifying.unseen(notBefore), notBefore);
        };
    }

    /** What is said of the update stays APPLIED, so nothing is said. */
    private Step waits(Stage.AwaitingStart awaiting, Instant notBefore) {
        return Step.stay(update.at(awaiting), notBefore);
    }

    private Update decided() {
        return update.on(hostId()).decided(nextDecision());
    }
}
