package io.slackwater.worker.update;

import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.Command.VerificationCriteria;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.hypervisor.RunState;
import java.time.Duration;
import java.util.Optional;

/** Judges a start by what was seen so far. */
final class StartVerifier {

    private StartVerifier() {}

    /**
     * Returns the verdict, or empty where there is none yet.
     *
     * <p>It is for the new system when the VM stayed up, and its guest agent, where it has a channel for one, reports the kernel that is
     * expected. An agent that does not answer in time speaks against the new kernel where one is expected: a kernel that hangs at
     * boot looks just like that. Where none is expected it is waited for, but speaks for nothing.
     *
     * @param watched how long the VM has been watched
     */
    static Optional<CommandResult> on(DomainObservation observation, VerificationCriteria by, Duration watched) {
        if (observation.endedBadly()) {
            return verdict(
                    CommandOutcomeStatus.FAILED,
                    "The VM did not stay up: " + observation.state() + " " + observation.reason());
        }
        if (!observation.isActive()) {
            return observation.wasSwitchedOff()
                    ? verdict(
                            CommandOutcomeStatus.INCONCLUSIVE,
                            "The VM was stopped before it could be judged: " + observation.reason())
                    : verdict(CommandOutcomeStatus.STOPPED, "The VM stopped before it could be judged");
        }
        if (observation.foreignSlot().isPresent()) {
            return verdict(
                    CommandOutcomeStatus.INCONCLUSIVE,
                    "The VM runs what it was started with before the update, in slot "
                            + observation.foreignSlot().get());
        }
        return observation.state() == RunState.RUNNING || observation.state() == RunState.BLOCKED
                ? onRunning(observation, by, watched)
                : onHalted(observation, by, watched);
    }

    private static Optional<CommandResult> onRunning(
            DomainObservation observation, VerificationCriteria by, Duration watched) {
        Optional<String> difference = observation.reported().flatMap(word -> difference(word, by.expected()));
        if (difference.isPresent()) {
            return verdict(CommandOutcomeStatus.FAILED, difference.get());
        }
        if (watched.compareTo(by.stayUp()) < 0) {
            return Optional.empty();
        }
        if (!observation.hasAgentChannel() || observation.reported().isPresent()) {
            return Optional.of(observation
                    .reported()
                    .map(word -> CommandResult.verified(
                            VerifiedBy.GUEST_AGENT,
                            "The VM stayed up, and its guest agent answered",
                            Optional.of(word.kernelRelease())))
                    .orElseGet(() -> stayedUp("The VM stayed up; it has no channel for a guest agent")));
        }
        if (watched.compareTo(by.agentTimeout()) < 0) {
            return Optional.empty();
        }
        return by.expected().isExpected()
                ? verdict(
                        CommandOutcomeStatus.FAILED,
                        "The guest agent did not answer within "
                                + by.agentTimeout().toMillis() + " ms")
                : Optional.of(stayedUp("The VM stayed up; its guest agent did not answer"));
    }

    private static CommandResult stayedUp(String detail) {
        return CommandResult.verified(VerifiedBy.STAYED_UP, detail, Optional.empty());
    }

    /** Returns what the guest reports otherwise than expected; empty where nothing. */
    private static Optional<String> difference(GuestInfo word, Command.ExpectedGuestReport expected) {
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

    private static Optional<CommandResult> onHalted(
            DomainObservation observation, VerificationCriteria by, Duration watched) {
        Duration most = by.stayUp().plus(by.agentTimeout());
        return watched.compareTo(most) < 0
                ? Optional.empty()
                : verdict(
                        CommandOutcomeStatus.INCONCLUSIVE,
                        "The VM is " + observation.state() + ", nothing can be seen of it");
    }

    private static Optional<CommandResult> verdict(CommandOutcomeStatus status, String detail) {
        return Optional.of(CommandResult.of(status, detail));
    }
}
