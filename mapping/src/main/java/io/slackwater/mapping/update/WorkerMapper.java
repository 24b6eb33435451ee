package io.slackwater.mapping.update;

import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.update.Command;
import io.slackwater.domain.update.CommandResult;
import io.slackwater.domain.update.CommandType;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.GuestRestart;
import io.slackwater.schemas.GuestRun;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VerifiedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Maps commands and outcomes as the workers have them. */
public final class WorkerMapper {

    private WorkerMapper() {}

    /**
     * Maps a command.
     *
     * @throws IllegalArgumentException if its type is not known to this version, or its VM is no UUID
     */
    public static Command command(UpdateCommand wire) {
        if (wire.getType() == UpdateCommandType.UNKNOWN) {
            throw new IllegalArgumentException("The command's type is not known to this version");
        }
        return new Command(
                wire.getCommandId(),
                CommandType.valueOf(wire.getType().name()),
                new Command.UpdateMark(wire.getUpdateId(), wire.getAttempt()),
                UUID.fromString(wire.getVmId()),
                wire.getHostId(),
                wire.getHostUri(),
                CommonMapper.replacements(wire.getReplacements()),
                Duration.ofMillis(wire.getLifetimeMillis()),
                new Command.Permissions(
                        wire.getBeginBy(),
                        wire.getMayRun(),
                        wire.getStartWhenOff(),
                        wire.getRestart().map(WorkerMapper::restart)),
                new Command.VerificationCriteria(
                        Duration.ofMillis(wire.getStayUpMillis()),
                        Duration.ofMillis(wire.getAgentTimeoutMillis()),
                        new Command.ExpectedGuestReport(
                                wire.getExpectedKernelRelease(),
                                wire.getExpectedOsRelease(),
                                wire.getGuestCommand().map(WorkerMapper::run))));
    }

    private static RestartRules restart(GuestRestart wire) {
        return new RestartRules(
                Duration.ofMillis(wire.getAgentWaitMillis()),
                Duration.ofMillis(wire.getAcpiWaitMillis()),
                wire.getForceAllowed());
    }

    private static GuestCommand run(GuestRun wire) {
        return new GuestCommand(wire.getCommand(), Duration.ofMillis(wire.getWithinMillis()));
    }

    /** Maps what came of a command; what did not become known is as the command had it. */
    public static UpdateOutcome outcome(UpdateCommand command, CommandResult result, Instant at) {
        List<Replacement> known = result.replacements().isEmpty()
                ? command.getReplacements()
                : CommonMapper.toWire(result.replacements());
        return UpdateOutcome.newBuilder()
                .setCommandId(command.getCommandId())
                .setType(command.getType())
                .setUpdateId(command.getUpdateId())
                .setChangeId(command.getChangeId())
                .setAttempt(command.getAttempt())
                .setVmId(command.getVmId())
                .setHostId(command.getHostId())
                .setStatus(OutcomeStatus.valueOf(result.status().name()))
                .setDetail(result.detail())
                .setReplacements(known)
                .setKernelRelease(result.kernelRelease().orElse(null))
                .setVerifiedBy(VerifiedBy.valueOf(result.verifiedBy().name()))
                .setOccurredAt(at)
                .build();
    }
}
