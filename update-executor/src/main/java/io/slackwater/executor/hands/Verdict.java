package io.slackwater.executor.hands;

import io.slackwater.executor.hands.Command.Judgement;
import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.VerifiedBy;
import io.slackwater.hypervisor.RunState;
import java.time.Duration;
import java.util.Optional;

/** Judges a start by what was seen so far. */
final class Verdict {

    private Verdict() {}

    /**
     * Returns the verdict, or empty where there is none yet.
     *
     * <p>It is for the new system when the VM stayed up, and its guest agent, where it has a channel for one, reports the kernel that is
     * expected. An agent that does not answer in time speaks against the new kernel where one is expected: a kernel that hangs at
     * boot looks just like that. Where none is expected it is waited for, but speaks for nothing.
     *
     * @param watched how long the VM has been watched
     */
    static Optional<Result> on(Look look, Judgement by, Duration watched) {
        if (look.endedBadly()) {
            return verdict(AnswerStatus.FAILED, "The VM did not stay up: " + look.state() + " " + look.reason());
        }
        if (!look.isActive()) {
            return look.wasSwitchedOff()
                    ? verdict(
                            AnswerStatus.INCONCLUSIVE, "The VM was stopped before it could be judged: " + look.reason())
                    : verdict(AnswerStatus.STOPPED, "The VM stopped before it could be judged");
        }
        if (look.foreignSlot().isPresent()) {
            return verdict(
                    AnswerStatus.INCONCLUSIVE,
                    "The VM runs what it was started with before the update, in slot "
                            + look.foreignSlot().get());
        }
        return look.state() == RunState.RUNNING || look.state() == RunState.BLOCKED
                ? onRunning(look, by, watched)
                : onHalted(look, by, watched);
    }

    private static Optional<Result> onRunning(Look look, Judgement by, Duration watched) {
        Optional<String> difference = look.reported().flatMap(word -> difference(word, by.report()));
        if (difference.isPresent()) {
            return verdict(AnswerStatus.FAILED, difference.get());
        }
        if (watched.compareTo(by.stayUp()) < 0) {
            return Optional.empty();
        }
        if (!look.hasAgentChannel() || look.reported().isPresent()) {
            return Optional.of(look.reported()
                    .map(word -> Result.verified(
                            VerifiedBy.GUEST_AGENT,
                            "The VM stayed up, and its guest agent answered",
                            Optional.of(word.kernelRelease())))
                    .orElseGet(() -> stayedUp("The VM stayed up; it has no channel for a guest agent")));
        }
        if (watched.compareTo(by.agentTimeout()) < 0) {
            return Optional.empty();
        }
        return by.report().isExpected()
                ? verdict(
                        AnswerStatus.FAILED,
                        "The guest agent did not answer within "
                                + by.agentTimeout().toMillis() + " ms")
                : Optional.of(stayedUp("The VM stayed up; its guest agent did not answer"));
    }

    private static Result stayedUp(String detail) {
        return Result.verified(VerifiedBy.STAYED_UP, detail, Optional.empty());
    }

    /** Returns what the guest reports otherwise than expected; empty where nothing. */
    private static Optional<String> difference(GuestWord word, Command.Report expected) {
        Optional<String> kernel = expected.kernelRelease()
                .filter(release -> !release.equals(word.kernelRelease()))
                .map(release -> "The guest reports kernel " + word.kernelRelease() + ", expected was " + release);
        return kernel.or(() -> expected.osRelease().entrySet().stream()
                .filter(field -> !field.getValue().equals(word.osRelease().get(field.getKey())))
                .map(field -> "The guest reports " + field.getKey() + " "
                        + word.osRelease().getOrDefault(field.getKey(), "not at all") + ", expected was "
                        + field.getValue())
                .sorted()
                .findFirst());
    }

    private static Optional<Result> onHalted(Look look, Judgement by, Duration watched) {
        Duration most = by.stayUp().plus(by.agentTimeout());
        return watched.compareTo(most) < 0
                ? Optional.empty()
                : verdict(AnswerStatus.INCONCLUSIVE, "The VM is " + look.state() + ", nothing can be seen of it");
    }

    private static Optional<Result> verdict(AnswerStatus status, String detail) {
        return Optional.of(Result.of(status, detail));
    }
}
