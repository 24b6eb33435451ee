package io.slackwater.executor.rest.answers;

import io.slackwater.executor.update.Phase;
import io.slackwater.executor.update.Setback;
import io.slackwater.executor.update.Stage;
import io.slackwater.executor.update.Update;
import java.time.Instant;

/**
 * How far an open update is.
 *
 * @param phase the phase that its stage belongs to
 * @param doing what it is doing, for a person
 */
record Progress(Phase phase, String doing) {

    static Progress of(Update update) {
        Progress progress = of(update.stage());
        return update.answer()
                .filter(answer -> !answer.detail().isEmpty())
                .map(answer -> new Progress(
                        progress.phase,
                        progress.doing + "; the last answer was " + answer.status() + ": " + answer.detail()))
                .orElse(progress);
    }

    static Progress of(Stage stage) {
        if (stage instanceof Stage.Waiting waiting) {
            return new Progress(waiting.attempt() == 0 ? Phase.REQUIRED : Phase.RELEASED, waits(waiting));
        }
        if (stage instanceof Stage.Granted granted) {
            return new Progress(
                    Phase.GRANTED,
                    "Slackwater told the host at " + granted.issue().at() + " to change the VM's definition (try "
                            + granted.issue().number() + ")");
        }
        if (stage instanceof Stage.AwaitingStart awaiting) {
            return new Progress(
                    Phase.APPLIED,
                    "Applied at " + awaiting.appliedAt() + "; the VM's next start shows whether it works");
        }
        if (stage instanceof Stage.Verifying verifying) {
            return new Progress(
                    Phase.APPLIED,
                    "The VM was started at " + verifying.epoch() + "; it is being looked at how it comes up");
        }
        if (stage instanceof Stage.RollingBack rollingBack) {
            return new Progress(Phase.FAILED, "The old definition is being put back, because: " + rollingBack.cause());
        }
        Stage.AwaitingStop awaiting = (Stage.AwaitingStop) stage;
        return new Progress(
                Phase.FAILED,
                "The old definition was put back at " + awaiting.since()
                        + ", but the guest runs the new one until it is stopped. It failed, because: "
                        + awaiting.cause());
    }

    private static String waits(Stage.Waiting waiting) {
        if (waiting.leaseUntil().isPresent()) {
            return "It has a slot, which it takes until " + waiting.leaseUntil().get();
        }
        if (waiting.askedAt().isPresent()) {
            return "It has been asking for a slot since " + waiting.askedAt().get();
        }
        return waiting.setback().map(Progress::cameBack).orElse("It waits until nothing holds it up");
    }

    private static String cameBack(Setback setback) {
        Instant next = setback.notBefore();
        return "Grants came back unused " + setback.count() + " times in a row; it is not granted again before " + next
                + setback.blocker()
                        .map(why -> ". The last came back because: " + why.detail())
                        .orElse("");
    }
}
