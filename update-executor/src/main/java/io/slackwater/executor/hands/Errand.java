package io.slackwater.executor.hands;

import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.CommandType;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One command on its way: run on its host until there is a result. Whatever goes wrong there becomes a result, too. Not for more
 * than one thread at a time.
 */
public final class Errand {

    private final Command command;
    private final Lifetime lifetime;
    private final LongSupplier nanoTime;
    private @Nullable VerifyWork looking;

    /**
     * Takes a command; its lifetime begins to run.
     *
     * @param nanoTime the monotonic clock
     */
    public Errand(Command command, LongSupplier nanoTime) {
        this.command = command;
        this.lifetime = Lifetime.of(command.lifetime(), nanoTime);
        this.nanoTime = nanoTime;
    }

    /** Opens the host. */
    public interface Access {
        HostConnection open() throws HypervisorException;
    }

    /** Goes on. Returns empty where there is no result yet: a start is looked at again and again. */
    public Optional<Result> run(Access host) {
        try {
            return Optional.ofNullable(on(host.open()));
        } catch (RefusedException refused) {
            return Optional.of(refused.result());
        } catch (HypervisorException.Unreachable unreachable) {
            return Optional.of(Result.of(AnswerStatus.UNREACHABLE, message(unreachable)));
        } catch (HypervisorException.NoSpace full) {
            return Optional.of(Result.of(AnswerStatus.NOT_MODIFIABLE, "The store is full: " + message(full)));
        } catch (HypervisorException failed) {
            return Optional.of(Result.of(refused(command.type()), message(failed)));
        }
    }

    private @Nullable Result on(HostConnection host) throws HypervisorException, RefusedException {
        if (looking == null) {
            lifetime.check();
        }
        return switch (command.type()) {
            case APPLY -> new ApplyWork(host, command, lifetime).run();
            case ROLL_BACK -> new RollBackWork(host, command, lifetime).run();
            case VERIFY -> look(host);
        };
    }

    private @Nullable Result look(HostConnection host) throws HypervisorException, RefusedException {
        VerifyWork work = looking == null ? new VerifyWork(command, nanoTime) : looking;
        looking = work;
        return work.look(host).orElse(null);
    }

    /** What the hypervisor refused before anything was done is no failure of the update. */
    private static AnswerStatus refused(CommandType type) {
        return switch (type) {
            case APPLY -> AnswerStatus.NOT_MODIFIABLE;
            case VERIFY -> AnswerStatus.UNREACHABLE;
            case ROLL_BACK -> AnswerStatus.FAILED;
        };
    }

    private static String message(HypervisorException failure) {
        return String.valueOf(failure.getMessage());
    }
}
