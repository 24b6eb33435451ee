package io.slackwater.worker.update;

import com.fasterxml.jackson.databind.JsonNode;
import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Runs a program through the guest agent and waits for its exit code. */
final class GuestProgram {

    private static final Duration AGENT_PATIENCE = Duration.ofSeconds(2);

    private final UUID vmId;
    private final GuestCommand command;
    private final LongSupplier nanoTime;
    private OptionalLong process = OptionalLong.empty();
    private OptionalLong began = OptionalLong.empty();

    GuestProgram(UUID vmId, GuestCommand command, LongSupplier nanoTime) {
        this.vmId = vmId;
        this.command = command;
        this.nanoTime = nanoTime;
    }

    /**
     * Looks once. Returns empty while it runs.
     *
     * @param passed the verdict where it exits with 0
     */
    Optional<CommandResult> look(HostConnection host, CommandResult passed) throws HypervisorException {
        if (began.isEmpty()) {
            began = OptionalLong.of(nanoTime.getAsLong());
        }
        try {
            Optional<Integer> exit = process.isEmpty() ? begin(host) : exit(host);
            if (exit.isPresent()) {
                return Optional.of(
                        exit.get() == 0 ? passed.by(VerifiedBy.COMMAND) : failed("exited with " + exit.get()));
            }
        } catch (HypervisorException.Rejected refused) {
            return Optional.of(failed("was refused by the guest agent: " + refused.getMessage()));
        }
        boolean isOver =
                nanoTime.getAsLong() - began.getAsLong() >= command.within().toNanos();
        return isOver
                ? Optional.of(failed("did not end within " + command.within().toMillis() + " ms"))
                : Optional.empty();
    }

    private Optional<Integer> begin(HostConnection host) throws HypervisorException {
        JsonNode started = GuestAgent.ask(host, vmId, GuestAgent.exec(command.command()), AGENT_PATIENCE);
        if (started.hasNonNull("pid")) {
            process = OptionalLong.of(started.path("pid").asLong());
        }
        return Optional.empty();
    }

    private Optional<Integer> exit(HostConnection host) throws HypervisorException {
        JsonNode status = GuestAgent.ask(host, vmId, GuestAgent.execStatus(process.getAsLong()), AGENT_PATIENCE);
        if (!status.path("exited").asBoolean()) {
            return Optional.empty();
        }
        // A program that a signal ended has no exit code.
        return Optional.of(status.path("exitcode").asInt(-1));
    }

    private CommandResult failed(String how) {
        return CommandResult.of(CommandOutcomeStatus.FAILED, "The guest's command " + command.command() + " " + how);
    }
}
