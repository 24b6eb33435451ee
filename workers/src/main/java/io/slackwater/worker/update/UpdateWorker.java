package io.slackwater.worker.update;

import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.CommandType;
import io.slackwater.hypervisor.access.HostConnections;
import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.streams.logging.LogKeys;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Executes update commands in the queues of their hosts. A command is taken into its host's queue, or refused as
 * EXPIRED where that is full, so that a host's trouble neither blocks the channel nor grows without bound; the topology
 * then asks again later. Each command is answered once, unless this process ends before.
 */
public final class UpdateWorker implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(UpdateWorker.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final HostConnections connections;
    private final HostQueues queues;
    private final WorkerClocks clocks;
    private final Map<UUID, Boolean> busy = new ConcurrentHashMap<>();
    private final Executor soon =
            CompletableFuture.delayedExecutor(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS, Runnable::run);
    private volatile boolean closed;

    /**
     * Makes a worker.
     *
     * @param width how many commands a host gets at once
     * @param capacity how many may wait for it
     * @param clocks the clocks that its work goes by
     */
    public UpdateWorker(HostConnections connections, int width, int capacity, WorkerClocks clocks) {
        this.connections = connections;
        this.queues = new HostQueues(width, capacity);
        this.clocks = clocks;
    }

    /**
     * Takes a command and returns at once.
     *
     * @param answer called with the result, on whichever thread
     */
    public void take(Command command, Consumer<CommandResult> answer) {
        CommandExecution execution = new CommandExecution(command, clocks);
        if (!queues.offer(command.hostId(), () -> begin(command, execution, answer))) {
            answer.accept(CommandResult.of(
                    CommandOutcomeStatus.EXPIRED,
                    "The queue of host " + command.hostId() + " is full: it is slow or hangs"));
        }
    }

    /** Returns how many commands wait for their turn. */
    public int waiting() {
        return queues.waiting();
    }

    @Override
    public void close() {
        closed = true;
        queues.close();
    }

    /** A start is only looked at; whatever changes a VM is alone with it until it has its result. */
    private void begin(Command command, CommandExecution execution, Consumer<CommandResult> answer) {
        if (command.type() == CommandType.VERIFY) {
            goOn(command, execution, answer);
        } else if (busy.putIfAbsent(command.vmId(), true) != null) {
            later(command.hostId(), () -> begin(command, execution, answer));
        } else {
            goOn(command, execution, result -> {
                busy.remove(command.vmId());
                answer.accept(result);
            });
        }
    }

    /** Between two looks nobody waits: the queue's threads are for other VMs. */
    private void goOn(Command command, CommandExecution execution, Consumer<CommandResult> answer) {
        if (!run(command, execution, answer)) {
            later(command.hostId(), () -> goOn(command, execution, answer));
        }
    }

    /** Runs a command, and returns whether it came to its end. */
    @SuppressWarnings("try") // the scope is there to be closed
    private boolean run(Command command, CommandExecution execution, Consumer<CommandResult> answer) {
        try (LogKeys.Scope keys = LogKeys.with(Map.of(
                LogKeys.UPDATE, command.update().updateId(),
                LogKeys.VM, command.vmId().toString(),
                LogKeys.HOST, command.hostId()))) {
            Optional<CommandResult> result = result(command, execution);
            result.ifPresent(known -> {
                LOG.infof("Command %s ended as %s: %s", command.type(), known.status(), known.detail());
                answer.accept(known);
            });
            return result.isPresent();
        }
    }

    private Optional<CommandResult> result(Command command, CommandExecution execution) {
        try {
            return execution.run(() -> connections.toOnly(command.hostId(), command.hostUri()));
        } catch (RuntimeException | StackOverflowError broken) {
            LOG.errorf(broken, "Command %s met an error of this program", command.commandId());
            return Optional.of(CommandResult.of(
                    CommandOutcomeStatus.FAILED,
                    "An error of this program with VM %s on host %s: %s"
                            .formatted(command.vmId(), command.hostId(), broken)));
        }
    }

    private void later(String hostId, Runnable work) {
        soon.execute(() -> {
            if (!closed && !queues.offer(hostId, work)) {
                later(hostId, work);
            }
        });
    }
}
