package io.slackwater.executor.hands;

import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.CommandType;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.runtime.logging.LogKeys;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Carries commands out. A command is taken into its host's lane, or refused as EXPIRED where that is full, so that a host's trouble neither
 * blocks the channel nor grows without bound; the brain then asks again later. Each command is answered once, unless this process
 * ends before.
 */
public final class Hands implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Hands.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final HostConnections connections;
    private final Lanes lanes;
    private final LongSupplier nanoTime;
    private final Map<UUID, Boolean> busy = new ConcurrentHashMap<>();
    private final Executor soon =
            CompletableFuture.delayedExecutor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    private volatile boolean closed;

    /**
     * Makes hands.
     *
     * @param width how many commands a host gets at once
     * @param capacity how many may wait for it
     * @param nanoTime the monotonic clock
     */
    public Hands(HostConnections connections, int width, int capacity, LongSupplier nanoTime) {
        this.connections = connections;
        this.lanes = new Lanes(width, capacity);
        this.nanoTime = nanoTime;
    }

    /**
     * Takes a command and returns at once.
     *
     * @param answer called with the result, on whichever thread
     */
    public void take(Command command, Consumer<Result> answer) {
        Lifetime lifetime = Lifetime.of(command.lifetime(), nanoTime);
        if (!lanes.offer(command.hostId(), () -> begin(command, lifetime, answer))) {
            answer.accept(Result.of(
                    AnswerStatus.EXPIRED, "The lane of host " + command.hostId() + " is full: it is slow or hangs"));
        }
    }

    /** Returns how many commands wait for their turn. */
    public int waiting() {
        return lanes.waiting();
    }

    @Override
    public void close() {
        closed = true;
        lanes.close();
    }

    private void begin(Command command, Lifetime lifetime, Consumer<Result> answer) {
        if (command.type() == CommandType.VERIFY) {
            guarded(command, answer, host -> {
                lifetime.check();
                return look(new VerifyWork(command, nanoTime), host, command, answer);
            });
        } else {
            alone(
                    command,
                    () -> guarded(command, answer, host -> {
                        lifetime.check();
                        return Optional.of(
                                command.type() == CommandType.APPLY
                                        ? new ApplyWork(host, command, lifetime).run()
                                        : new RollBackWork(host, command, lifetime).run());
                    }));
        }
    }

    /** Between two looks nobody waits: the lane's threads are for other VMs. */
    private Optional<Result> look(VerifyWork work, HostConnection host, Command command, Consumer<Result> answer)
            throws HypervisorException, RefusedException {
        Optional<Result> verdict = work.look(host);
        if (verdict.isEmpty()) {
            later(command.hostId(), () -> guarded(command, answer, again -> look(work, again, command, answer)));
        }
        return verdict;
    }

    @SuppressWarnings("try") // the scope is there to be closed
    private void guarded(Command command, Consumer<Result> answer, Work work) {
        try (LogKeys.Scope keys = LogKeys.with(Map.of(
                LogKeys.UPDATE, command.update().updateId(),
                LogKeys.VM, command.vmId().toString(),
                LogKeys.HOST, command.hostId()))) {
            Optional<Result> result = result(command, work);
            result.ifPresent(known -> {
                LOG.infof("Command %s ended as %s: %s", command.type(), known.status(), known.detail());
                answer.accept(known);
            });
        }
    }

    private Optional<Result> result(Command command, Work work) {
        try {
            return work.on(connections.to(command.hostId(), command.hostUri()));
        } catch (RefusedException refused) {
            return Optional.of(refused.result());
        } catch (HypervisorException.Unreachable unreachable) {
            return Optional.of(Result.of(AnswerStatus.UNREACHABLE, message(unreachable)));
        } catch (HypervisorException.NoSpace full) {
            return Optional.of(Result.of(AnswerStatus.NOT_MODIFIABLE, "The store is full: " + message(full)));
        } catch (HypervisorException failed) {
            return Optional.of(Result.of(refused(command.type()), message(failed)));
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "Command %s met an error of this program", command.commandId());
            return Optional.of(Result.of(AnswerStatus.FAILED, "An error of this program: " + broken));
        }
    }

    /** Commands of one VM are carried out one after the other, also when one was delivered twice. */
    private void alone(Command command, Runnable work) {
        if (busy.putIfAbsent(command.vmId(), true) != null) {
            later(command.hostId(), () -> alone(command, work));
            return;
        }
        try {
            work.run();
        } finally {
            busy.remove(command.vmId());
        }
    }

    private void later(String hostId, Runnable work) {
        soon.execute(() -> {
            if (!closed && !lanes.offer(hostId, work)) {
                later(hostId, work);
            }
        });
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

    /** Work on a host; empty where it goes on later. */
    private interface Work {
        Optional<Result> on(HostConnection host) throws HypervisorException, RefusedException;
    }
}
