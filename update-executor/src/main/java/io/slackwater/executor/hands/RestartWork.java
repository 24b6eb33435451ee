package io.slackwater.executor.hands;

import io.slackwater.executor.policy.RestartRules;
import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.Replacement;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.util.Optional;

/**
 * Restarts a VM that runs something else than its definition says. Its guest is asked to shut down through its agent, then by ACPI,
 * and is switched off only where that is allowed; once off, it is started. Whoever finds it off, for an earlier delivery of the same
 * command stopped it, starts it.
 *
 * <p>Undone by nobody where it fails half-way: the command is issued again until the VM runs.
 */
final class RestartWork implements Watch {

    private final Command command;
    private final Lifetime lifetime;
    private final Stopping stopping;
    private final Ends ends;

    /**
     * What comes of it.
     *
     * @param done where the VM runs its definition
     * @param startsWhenOff whether a VM that is found off is started; else it was off when the command came, and stays so
     * @param refusal where it cannot be stopped
     */
    record Ends(Result done, boolean startsWhenOff, Refusal refusal) {}

    /** What is done where a VM cannot be stopped. */
    interface Refusal {
        Result end(HostConnection host, String why) throws HypervisorException, RefusedException;
    }

    /** Restarts by rules, no later than a lifetime says. */
    RestartWork(Command command, RestartRules rules, Lifetime lifetime, Ends ends) {
        this.command = command;
        this.lifetime = lifetime;
        this.ends = ends;
        this.stopping = new Stopping(command.vmId(), rules, lifetime);
    }

    @Override
    public Optional<Result> look(HostConnection host) throws HypervisorException, RefusedException {
        Reading reading = Reading.of(host, command);
        if (reading.domain().managedSaveDefinition().isPresent()) {
            return Optional.of(ends.refusal().end(host, "It was saved meanwhile, and would resume what it ran"));
        }
        if (!reading.domain().isActive()) {
            return ends.startsWhenOff() ? start(host) : Optional.of(ends.done());
        }
        if (runsItsDefinition(reading)) {
            return Optional.of(ends.done());
        }
        if (!lifetime.mayBegin()) {
            return Optional.of(ends.refusal().end(host, "Its window closed before it was shut down"));
        }
        Optional<String> failed = stopping.goOn(host, reading);
        return failed.isPresent() ? Optional.of(ends.refusal().end(host, failed.get())) : Optional.empty();
    }

    private Optional<Result> start(HostConnection host) throws HypervisorException, RefusedException {
        lifetime.check();
        try {
            host.start(command.vmId());
            return Optional.of(ends.done());
        } catch (HypervisorException.Rejected rejected) {
            boolean startedMeanwhile = Reading.of(host, command).domain().isActive();
            return startedMeanwhile
                    ? Optional.empty()
                    : Optional.of(Result.of(
                            AnswerStatus.FAILED, "It was shut down, but cannot be started: " + rejected.getMessage()));
        }
    }

    private boolean runsItsDefinition(Reading reading) throws HypervisorException, RefusedException {
        for (Replacement replacement : command.expectation()) {
            Optional<String> live = reading.livePathOf(replacement.slot());
            if (live.isEmpty() || !live.equals(reading.pathOf(replacement.slot()))) {
                return false;
            }
        }
        return true;
    }
}
