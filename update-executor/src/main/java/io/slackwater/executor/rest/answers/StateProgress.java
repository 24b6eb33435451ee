package io.slackwater.executor.rest.answers;

import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.ReleaseBackoff;
import io.slackwater.domain.update.UpdateState;
import java.time.Instant;

/** Says for each state how far an update in it is. */
enum StateProgress implements UpdateState.Visitor<Progress> {
    INSTANCE;

    @Override
    public Progress waiting(UpdateState.Waiting waiting) {
        return new Progress(waiting.attempt() == 0 ? Phase.REQUIRED : Phase.RELEASED, waits(waiting));
    }

    @Override
    public Progress granted(UpdateState.Granted granted) {
        return new Progress(
                Phase.GRANTED,
                "Slackwater told the host at " + granted.issue().at() + " to change the VM's definition (try "
                        + granted.issue().number() + ")");
    }

    @Override
    public Progress awaitingStart(UpdateState.AwaitingStart awaitingStart) {
        return new Progress(
                Phase.APPLIED,
                "Applied at " + awaitingStart.appliedAt() + "; the VM's next start shows whether it works");
    }

    @Override
    public Progress verifying(UpdateState.Verifying verifying) {
        return new Progress(
                Phase.APPLIED,
                "The VM was started at " + verifying.runSince() + "; it is being looked at how it comes up");
    }

    @Override
    public Progress rollingBack(UpdateState.RollingBack rollingBack) {
        return new Progress(Phase.FAILED, "The old definition is being put back, because: " + rollingBack.cause());
    }

    @Override
    public Progress awaitingStop(UpdateState.AwaitingStop awaitingStop) {
        return new Progress(
                Phase.FAILED,
                "The old definition was put back at " + awaitingStop.since()
                        + ", but the guest runs the new one until it is stopped. It failed, because: "
                        + awaitingStop.cause());
    }

    private static String waits(UpdateState.Waiting waiting) {
        if (waiting.leaseUntil().isPresent()) {
            return "It has a slot, which it takes until " + waiting.leaseUntil().get();
        }
        if (waiting.askedAt().isPresent()) {
            return "It has been asking for a slot since " + waiting.askedAt().get();
        }
        return waiting.backoff().map(StateProgress::cameBack).orElse("It waits until nothing holds it up");
    }

    private static String cameBack(ReleaseBackoff backoff) {
        Instant next = backoff.notBefore();
        return "Grants came back unused " + backoff.count() + " times in a row; it is not granted again before " + next
                + backoff.blocker()
                        .map(why -> ". The last came back because: " + why.detail())
                        .orElse("");
    }
}
