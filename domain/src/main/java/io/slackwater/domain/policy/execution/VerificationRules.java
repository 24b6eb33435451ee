package io.slackwater.domain.policy.execution;

import java.time.Duration;
import java.util.Optional;

/**
 * How a VM shows after its start that the update worked.
 *
 * @param staysUp how long it must stay up
 * @param agentWithin how long its agent has to answer, where it has one
 * @param report what its agent must report
 * @param command what its agent must run; empty where nothing
 */
public record VerificationRules(
        Duration staysUp, Duration agentWithin, GuestReportRules report, Optional<GuestCommand> command) {

    /**
     * Whether anything is asked of the guest itself; else it is enough that its VM stays up.
     *
     * @param hasKernelRelease whether the change says which kernel release the guest is to report
     */
    public boolean asksTheGuest(boolean hasKernelRelease) {
        return (report.kernelRelease() && hasKernelRelease)
                || !report.osRelease().isEmpty()
                || command.isPresent();
    }

    /** Returns how long it takes at most until there is a verdict. */
    public Duration longest() {
        Duration answer = staysUp.compareTo(agentWithin) < 0 ? agentWithin : staysUp;
        return command.map(GuestCommand::within).map(answer::plus).orElse(answer);
    }
}
