package io.slackwater.domain.policy.execution;

import java.time.Duration;

/**
 * How a running VM is brought to a stop: through its agent, then by ACPI, then, where allowed, by force.
 *
 * @param agentWait how long its agent has to shut it down
 * @param acpiWait how long ACPI has after that
 * @param forceAllowed whether it may then be switched off; else the restart is given up
 */
public record RestartRules(Duration agentWait, Duration acpiWait, boolean forceAllowed) {

    /** Returns how long it takes at most until the VM is off, or the restart is given up. */
    public Duration longest() {
        return agentWait.plus(acpiWait);
    }

    /** Returns how long it takes at most until nothing more comes of it: one that was given up may still shut down late. */
    public Duration untilSettled() {
        return longest().multipliedBy(2);
    }
}
