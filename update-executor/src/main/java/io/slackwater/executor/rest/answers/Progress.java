package io.slackwater.executor.rest.answers;

import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.ReleaseBackoff;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateState;
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
                .filter(commandOutcome -> !commandOutcome.detail().isEmpty())
                .map(commandOutcome -> new Progress(
                        progress.phase,
                        progress.doing + "; the last answer was " + commandOutcome.status() + ": "
                                + commandOutcome.detail()))
                .orElse(progress);
    }

    static Progress of(UpdateState state) {
        if (state instanceof UpdateState.Waiting waiting) {
            return new Progress(waiting.attempt() == 0 ? Phase.REQUIRED : Phase.RELEASED, waits(waiting));
        }
        if (state instanceof UpdateState.Granted granted) {
            return new Progress(
                    Phase.GRANTED,
                    "Slackwater told the host at " + granted.issue().at() + " to change the VM's definition (try "
                            + granted.issue().number() + ")");
        }
        if (state instanceof UpdateState.AwaitingStart awaiting) {
            return new Progress(
                    Phase.APPLIED,
                    "Applied at " + awaiting.appliedAt() + "; the VM's next start shows whether it works");
        }
        if (state instanceof UpdateState.Verifying verifying) {
            return new Progress(
                    Phase.APPLIED,
                    "The VM was started at " + verifying.epoch() + "; it is being looked at how it comes up");
        }
        if (state instanceof UpdateState.RollingBack rollingBack) {
            return new Progress(Phase.FAILED, "The old definition is being put back, because: " + rollingBack.cause());
        }
        UpdateState.AwaitingStop awaiting = (UpdateState.AwaitingStop) state;
        return new Progress(
                Phase.FAILED,
                "The old definition was put back at " + awaiting.since()
                        + ", but the guest runs the new one until it is stopped. It failed, because: "
                        + awaiting.cause());
    }

    private static String waits(UpdateState.Waiting waiting) {
        if (waiting.leaseUntil().isPresent()) {
            return "It has a slot, which it takes until " + waiting.leaseUntil().get();
        }
        if (waiting.askedAt().isPresent()) {
            return "It has been asking for a slot since " + waiting.askedAt().get();
        }
        return waiting.setback().map(Progress::cameBack).orElse("It waits until nothing holds it up");
    }

    private static String cameBack(ReleaseBackoff backoff) {
        Instant next = backoff.notBefore();
        return "Grants came back unused " + backoff.count() + " times in a row; it is not granted again before " + next
                + backoff.blocker()
                        .map(why -> ". The last came back because: " + why.detail())
                        .orElse("");
    }
}
