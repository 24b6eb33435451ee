package io.slackwater.executor.hands;

import io.slackwater.executor.policy.RestartRules;
import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way: run on its host until there is a result. Whatever goes wrong there becomes a result, too. Not for more
 * than one thread at a time.
 */
public final class Errand {

    private final Command command;
    private final Lifetime lifetime;
    private final Lifetime withRestart;
    private final Clocks clocks;
    private @Nullable Watch watch;

    /**
     * Takes a command; its lifetime begins to run.
     *
     * @param clocks the clocks that it goes by
     */
    public Errand(Command command, Clocks clocks) {
        this.command = command;
        this.lifetime = Lifetime.of(command, clocks);
        this.withRestart = lifetime.longer(
                command.leave().restart().map(RestartRules::untilSettled).orElse(Duration.ZERO));
        this.clocks = clocks;
    }

    /** Opens the host. */
    public interface Access {
        HostConnection open() throws HypervisorException;
    }

    /** Goes on. Returns empty where there is no result yet: a VM that is started or stopped is looked at again and again. */
    public Optional<Result> run(Access host) {
        try {
            return on(host.open());
        } catch (RefusedException refused) {
            return Optional.of(refused.result());
        } catch (HypervisorException.Unreachable unreachable) {
            return Optional.of(Result.of(AnswerStatus.UNREACHABLE, message(unreachable)));
        } catch (HypervisorException.NoSpace full) {
            return Optional.of(Result.of(AnswerStatus.STORE_FULL, "The store is full: " + message(full)));
        } catch (HypervisorException failed) {
            return Optional.of(Result.of(refused(), message(failed)));
        }
    }

    private Optional<Result> on(HostConnection host) throws HypervisorException, RefusedException {
        if (watch != null) {
            return watch.look(host);
        }
        lifetime.check();
        return switch (command.type()) {
            case APPLY -> apply(host);
            case ROLL_BACK -> rollBack(host);
            case VERIFY -> watch(host, new VerifyWork(command, clocks.nanoTime()));
        };
    }

    private Optional<Result> apply(HostConnection host) throws HypervisorException, RefusedException {
        ApplyWork work = new ApplyWork(host, command, lifetime);
        Result applied = work.run();
        return applied.status() == AnswerStatus.DONE
                ? restart(
                        host,
                        applied,
                        new RestartWork.Ends(
                                applied, newPaths(applied), !work.foundOff(), (there, why) -> new ApplyWork(
                                                there, command, withRestart)
                                        .undo(applied, why)))
                : Optional.of(applied);
    }

    private Optional<Result> rollBack(HostConnection host) throws HypervisorException, RefusedException {
        Result restored = new RollBackWork(host, command, lifetime).run();
        boolean runsNew = restored.status() == AnswerStatus.INCONCLUSIVE;
        return runsNew || restored.status() == AnswerStatus.DONE
                ? restart(
                        host,
                        restored,
                        new RestartWork.Ends(
                                Result.done("It runs the old volumes again", command.expectation()),
                                oldPaths(),
                                runsNew || command.leave().startWhenOff(),
                                (there, why) -> Result.of(AnswerStatus.INCONCLUSIVE, why)))
                : Optional.of(restored);
    }

    private static Map<String, String> newPaths(Result applied) {
        Map<String, String> paths = new HashMap<>();
        applied.replacements().forEach(replacement -> replacement
                .toOverlay()
                .or(replacement::to)
                .ifPresent(volume -> paths.put(replacement.slot(), volume.path())));
        return paths;
    }

    private Map<String, String> oldPaths() {
        Map<String, String> paths = new HashMap<>();
        command.expectation()
                .forEach(replacement ->
                        paths.put(replacement.slot(), replacement.replaced().path()));
        return paths;
    }

    private Optional<Result> restart(HostConnection host, Result soFar, RestartWork.Ends ends)
            throws HypervisorException, RefusedException {
        Optional<RestartRules> rules = command.leave().restart();
        return rules.isPresent()
                ? watch(host, new RestartWork(command, rules.get(), withRestart, ends))
                : Optional.of(soFar);
    }

    private Optional<Result> watch(HostConnection host, Watch begun) throws HypervisorException, RefusedException {
        watch = begun;
        return begun.look(host);
    }

    /** What the hypervisor refused before anything was done is no failure of the update; in the middle of a restart, nobody knows. */
    private AnswerStatus refused() {
        return switch (command.type()) {
            case APPLY -> refusedApply();
            case VERIFY -> AnswerStatus.UNREACHABLE;
            case ROLL_BACK -> AnswerStatus.FAILED;
        };
    }

    /** A hand that ended in the middle of a restart may have stopped the VM: only the work itself says that nothing was done. */
    private AnswerStatus refusedApply() {
        if (watch != null) {
            return AnswerStatus.UNREACHABLE;
        }
        return command.leave().restart().isPresent() ? AnswerStatus.NOT_MODIFIABLE : AnswerStatus.REFUSED;
    }

    private static String message(HypervisorException failure) {
        return String.valueOf(failure.getMessage());
    }
}
