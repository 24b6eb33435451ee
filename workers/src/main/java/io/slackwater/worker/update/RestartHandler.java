package io.slackwater.worker.update;

import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.hypervisor.DomainJob;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Restarts a VM that does not run what it is to run. Its guest is asked to shut down through its agent, then by ACPI, and is switched
 * off only where that is allowed; once off, it is started. Whoever finds it off, for an earlier delivery of the same command stopped
 * it, starts it. A guest that was given up may still shut down late: for a while it is watched, and started then.
 *
 * <p>Undone by nobody where it fails half-way: the command is issued again until the VM runs.
 */
final class RestartHandler implements PollingHandler {

    private final Command command;
    private final CommandDeadline deadline;
    private final Duration lingers;
    private final ShutdownSequence shutdown;
    private final Ends ends;
    private Optional<CommandResult> givenUp = Optional.empty();
    private long givenUpAt;

    /**
     * What comes of it.
     *
     * @param done where the VM runs what it is to run, or was saved while it did
     * @param paths by slot: the volume that it is to run
     * @param startsWhenOff whether a VM that is found off is started; else it was off when the command came, and stays so
     * @param refusal where it cannot be stopped
     */
    record Ends(CommandResult done, Map<String, String> paths, boolean startsWhenOff, Refusal refusal) {}

    /** What is done where a VM cannot be stopped. */
    interface Refusal {
        CommandResult end(HostConnection host, String why) throws HypervisorException, CommandAbortedException;
    }

    /** Restarts by rules, no later than a lifetime says. */
    RestartHandler(Command command, RestartRules rules, CommandDeadline deadline, Ends ends) {
        this.command = command;
        this.deadline = deadline;
        this.lingers = rules.longest();
        this.ends = ends;
        this.shutdown = new ShutdownSequence(command.vmId(), rules, deadline);
    }

    @Override
    public Optional<CommandResult> look(HostConnection host) throws HypervisorException, CommandAbortedException {
        LoadedDomain loaded = LoadedDomain.of(host, command);
        if (loaded.domain().managedSaveDefinition().isPresent()) {
            return runsWhatItIsTo(loaded)
                    ? Optional.of(ends.done())
                    : giveUp(host, "It was saved meanwhile, and would resume what it ran");
        }
        if (!loaded.domain().isActive()) {
            boolean isMine = ends.startsWhenOff() || shutdown.hasBegun();
            return isMine ? start(host) : Optional.of(ends.done());
        }
        if (givenUp.isPresent()) {
            return deadline.lifetime().since(givenUpAt).compareTo(lingers) < 0 ? Optional.empty() : givenUp;
        }
        return runsWhatItIsTo(loaded) ? Optional.of(ends.done()) : stop(host, loaded);
    }

    private Optional<CommandResult> stop(HostConnection host, LoadedDomain loaded)
            throws HypervisorException, CommandAbortedException {
        Optional<DomainJob> job =
                shutdown.hasBegun() ? Optional.empty() : JobRule.againstChange(host.jobs(command.vmId()), false, true);
        if (job.filter(RestartHandler::carriesTheDefinition).isPresent()) {
            return Optional.empty();
        }
        if (!shutdown.hasBegun() && !deadline.mayBegin()) {
            return giveUp(host, "Its window closed before it was shut down");
        }
        if (job.isPresent()) {
            return giveUp(host, "It is not stopped now: " + job.get().detail());
        }
        Optional<String> failed = shutdown.goOn(host, loaded);
        return failed.isPresent() ? giveUp(host, failed.get()) : Optional.empty();
    }

    /** Whether a job has taken the new definition along, so that it must not be undone here: it is waited for. */
    private static boolean carriesTheDefinition(DomainJob job) {
        return switch (job.kind()) {
            case MIGRATION, STATE -> true;
            case BACKUP, BLOCK -> false;
        };
    }

    /** One that was never asked to stop has nothing to do late. */
    private Optional<CommandResult> giveUp(HostConnection host, String why)
            throws HypervisorException, CommandAbortedException {
        if (givenUp.isEmpty()) {
            givenUp = Optional.of(ends.refusal().end(host, why));
            givenUpAt = deadline.lifetime().now();
        }
        return shutdown.hasBegun() ? Optional.empty() : givenUp;
    }

    private Optional<CommandResult> start(HostConnection host) throws HypervisorException, CommandAbortedException {
        deadline.check();
        try {
            host.start(command.vmId());
            return givenUp.isPresent() ? givenUp : Optional.of(ends.done());
        } catch (HypervisorException.Rejected rejected) {
            boolean startedMeanwhile = LoadedDomain.of(host, command).domain().isActive();
            return startedMeanwhile
                    ? Optional.empty()
                    : Optional.of(CommandResult.of(
                            CommandOutcomeStatus.FAILED,
                            "It was shut down, but cannot be started: " + rejected.getMessage()));
        }
    }

    private boolean runsWhatItIsTo(LoadedDomain loaded) throws HypervisorException, CommandAbortedException {
        for (Map.Entry<String, String> slot : ends.paths().entrySet()) {
            if (!loaded.machineWasStartedFrom(slot.getKey(), slot.getValue())) {
                return false;
            }
        }
        return true;
    }
}
