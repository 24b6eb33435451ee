package io.slackwater.worker.update;

import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.CommandType;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One command in execution: run on its host until there is a result. Whatever goes wrong there becomes a result, too.
 * Not for more than one thread at a time.
 */
public final class CommandExecution {

    private final Command command;
    private final CommandDeadline deadline;
    private final CommandDeadline withRestart;
    private final WorkerClocks clocks;
    private @Nullable PollingHandler pollingHandler;

    /**
     * Takes a command; its lifetime begins to run.
     *
     * @param clocks the clocks that it goes by
     */
    public CommandExecution(Command command, WorkerClocks clocks) {
        this.command = command;
        this.deadline = CommandDeadline.of(command, clocks);
        this.withRestart = deadline.longer(
                command.permissions().restart().map(RestartRules::untilSettled).orElse(Duration.ZERO));
        this.clocks = clocks;
    }

    /** Opens the host. */
    public interface Access {
        HostConnection open() throws HypervisorException;
    }

    /** Goes on. Returns empty where there is no result yet: a VM that is started or stopped is looked at again and again. */
    public Optional<CommandResult> run(Access host) {
        try {
            return on(host.open());
        } catch (CommandAbortedException refused) {
            return Optional.of(refused.result());
        } catch (HypervisorException.TimedOut hanging) {
            return Optional.of(CommandResult.of(timedOut(), message(hanging)));
        } catch (HypervisorException.Unreachable unreachable) {
            return Optional.of(CommandResult.of(CommandOutcomeStatus.UNREACHABLE, message(unreachable)));
        } catch (HypervisorException.NoSpace full) {
            return Optional.of(
                    CommandResult.of(CommandOutcomeStatus.STORE_FULL, "The store is full: " + message(full)));
        } catch (HypervisorException failed) {
            return Optional.of(CommandResult.of(refused(), message(failed)));
        }
    }

    private Optional<CommandResult> on(HostConnection host) throws HypervisorException, CommandAbortedException {
        if (pollingHandler != null) {
            return pollingHandler.look(host);
        }
        deadline.check();
        return switch (command.type()) {
            case APPLY -> apply(host);
            case ROLL_BACK -> rollBack(host);
            case VERIFY -> watch(host, new VerifyHandler(command, clocks.nanoTime()));
        };
    }

    private Optional<CommandResult> apply(HostConnection host) throws HypervisorException, CommandAbortedException {
        ApplyHandler work = new ApplyHandler(host, command, deadline);
        CommandResult applied = work.run();
        return applied.status() == CommandOutcomeStatus.DONE
                ? restart(
                        host,
                        applied,
                        new RestartHandler.Ends(
                                applied, newPaths(applied), !work.foundOff(), (there, why) -> new ApplyHandler(
                                                there, command, withRestart)
                                        .undo(applied, why)))
                : Optional.of(applied);
    }

    private Optional<CommandResult> rollBack(HostConnection host) throws HypervisorException, CommandAbortedException {
        CommandResult restored = new RollBackHandler(host, command, deadline).run();
        boolean runsNew = restored.status() == CommandOutcomeStatus.INCONCLUSIVE;
        return runsNew || restored.status() == CommandOutcomeStatus.DONE
                ? restart(
                        host,
                        restored,
                        new RestartHandler.Ends(
                                CommandResult.done("It runs the old volumes again", command.replacements()),
                                oldPaths(),
                                runsNew || command.permissions().startWhenOff(),
                                (there, why) -> CommandResult.of(CommandOutcomeStatus.INCONCLUSIVE, why)))
                : Optional.of(restored);
    }

    private static Map<String, String> newPaths(CommandResult applied) {
        Map<String, String> paths = new HashMap<>();
        applied.replacements().forEach(replacement -> replacement
                .toOverlay()
                .or(replacement::to)
                .ifPresent(volume -> paths.put(replacement.slot(), volume.path())));
        return paths;
    }

    private Map<String, String> oldPaths() {
        Map<String, String> paths = new HashMap<>();
        command.replacements()
                .forEach(replacement ->
                        paths.put(replacement.slot(), replacement.replaced().path()));
        return paths;
    }

    private Optional<CommandResult> restart(HostConnection host, CommandResult soFar, RestartHandler.Ends ends)
            throws HypervisorException, CommandAbortedException {
        Optional<RestartRules> rules = command.permissions().restart();
        return rules.isPresent()
                ? watch(host, new RestartHandler(command, rules.get(), withRestart, ends))
                : Optional.of(soFar);
    }

    private Optional<CommandResult> watch(HostConnection host, PollingHandler begun)
            throws HypervisorException, CommandAbortedException {
        pollingHandler = begun;
        return begun.look(host);
    }

    /** A verification has no effect, and a rollback is tried until it is seen. */
    private CommandOutcomeStatus timedOut() {
        return command.type() == CommandType.APPLY ? CommandOutcomeStatus.TIMED_OUT : CommandOutcomeStatus.UNREACHABLE;
    }

    /** What the hypervisor refused before anything was done is no failure of the update; in the middle of a restart, nobody knows. */
    private CommandOutcomeStatus refused() {
        return switch (command.type()) {
            case APPLY -> refusedApply();
            case VERIFY -> CommandOutcomeStatus.UNREACHABLE;
            case ROLL_BACK -> CommandOutcomeStatus.FAILED;
        };
    }

    /** A worker that ended in the middle of a restart may have stopped the VM: only the work itself says that nothing was done. */
    private CommandOutcomeStatus refusedApply() {
        if (pollingHandler != null) {
            return CommandOutcomeStatus.UNREACHABLE;
        }
        return command.permissions().restart().isPresent()
                ? CommandOutcomeStatus.NOT_MODIFIABLE
                : CommandOutcomeStatus.REFUSED;
    }

    private static String message(HypervisorException failure) {
        return String.valueOf(failure.getMessage());
    }
}
