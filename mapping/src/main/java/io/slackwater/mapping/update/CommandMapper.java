package io.slackwater.mapping.update;

import io.slackwater.domain.modifiable.Timing;
import io.slackwater.domain.policy.execution.GuestCommand;
import io.slackwater.domain.policy.execution.RestartRules;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.update.decision.CommandOptions;
import io.slackwater.domain.update.decision.Effect;
import io.slackwater.mapping.CommonMapper;
import io.slackwater.schemas.GuestRestart;
import io.slackwater.schemas.GuestRun;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateOutcome;
import java.util.Map;
import java.util.Optional;

/** Maps commands and what came of them. */
public final class CommandMapper {

    private CommandMapper() {}

    /** Maps a command to the wire. */
    public static UpdateCommand toWire(Effect.IssueCommand issueCommand) {
        Update update = issueCommand.update();
        CommandOptions options = issueCommand.options();
        Timing timing = options.timing();
        boolean judges = issueCommand.type() == CommandType.VERIFY;
        int attempt = update.state().attempt();
        return UpdateCommand.newBuilder()
                .setCommandId(CommandIds.of(
                        update.id(),
                        attempt,
                        issueCommand.type(),
                        issueCommand.issue().number()))
                .setType(UpdateCommandType.valueOf(issueCommand.type().name()))
                .setUpdateId(update.id())
                .setChangeId(update.key().changeId())
                .setAttempt(attempt)
                .setVmId(update.key().vmId())
                .setHostId(update.hostId())
                .setHostUri(issueCommand.hostUri())
                .setReplacements(CommonMapper.toWire(update.replacements()))
                .setLifetimeMillis(timing.commandLifetime().toMillis())
                .setStayUpMillis(judges ? timing.stayUp().toMillis() : 0)
                .setAgentTimeoutMillis(judges ? timing.agentTimeout().toMillis() : 0)
                .setExpectedKernelRelease(
                        judges ? options.health().kernelRelease().orElse(null) : null)
                .setExpectedOsRelease(judges ? options.health().osRelease() : Map.of())
                .setGuestCommand(
                        judges
                                ? options.health()
                                        .command()
                                        .map(CommandMapper::run)
                                        .orElse(null)
                                : null)
                .setBeginBy(options.beginBy().orElse(null))
                .setMayRun(options.mayRun())
                .setStartWhenOff(options.startWhenOff())
                .setRestart(options.restart().map(CommandMapper::restart).orElse(null))
                .setOccurredAt(issueCommand.at())
                .build();
    }

    private static GuestRun run(GuestCommand command) {
        return new GuestRun(command.command(), command.within().toMillis());
    }

    private static GuestRestart restart(RestartRules rules) {
        return new GuestRestart(rules.agentWait().toMillis(), rules.acpiWait().toMillis(), rules.forceAllowed());
    }

    /** Maps an outcome; empty where a later version wrote a type or status that this one does not know. */
    public static Optional<CommandOutcome> answer(UpdateOutcome wire) {
        if (wire.getType() == UpdateCommandType.UNKNOWN || wire.getStatus() == OutcomeStatus.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new CommandOutcome(
                CommandType.valueOf(wire.getType().name()),
                wire.getAttempt(),
                CommandIds.issue(wire.getCommandId()),
                CommandOutcomeStatus.valueOf(wire.getStatus().name()),
                wire.getDetail(),
                CommonMapper.replacements(wire.getReplacements()),
                wire.getKernelRelease(),
                VerifiedBy.valueOf(wire.getVerifiedBy().name())));
    }
}
