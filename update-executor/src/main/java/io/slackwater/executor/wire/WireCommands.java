package io.slackwater.executor.wire;

import io.slackwater.executor.brain.Effect;
import io.slackwater.executor.brain.Orders;
import io.slackwater.executor.modifiable.Timing;
import io.slackwater.executor.policy.GuestCommand;
import io.slackwater.executor.policy.RestartRules;
import io.slackwater.executor.update.Answer;
import io.slackwater.executor.update.AnswerStatus;
import io.slackwater.executor.update.CommandType;
import io.slackwater.executor.update.Update;
import io.slackwater.executor.update.VerifiedBy;
import io.slackwater.schemas.GuestRestart;
import io.slackwater.schemas.GuestRun;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateOutcome;
import java.util.Map;
import java.util.Optional;

/** Maps commands and what came of them. */
public final class WireCommands {

    private WireCommands() {}

    /** Maps a command to the wire. */
    public static UpdateCommand toWire(Effect.Tell tell) {
        Update update = tell.update();
        Orders orders = tell.orders();
        Timing timing = orders.timing();
        boolean judges = tell.type() == CommandType.VERIFY;
        int attempt = update.stage().attempt();
        return UpdateCommand.newBuilder()
                .setCommandId(CommandIds.of(
                        update.id(), attempt, tell.type(), tell.issue().number()))
                .setType(UpdateCommandType.valueOf(tell.type().name()))
                .setUpdateId(update.id())
                .setChangeId(update.key().changeId())
                .setAttempt(attempt)
                .setVmId(update.key().vmId())
                .setHostId(update.hostId())
                .setHostUri(tell.hostUri())
                .setReplacements(WireParts.toWire(update.replacements()))
                .setLifetimeMillis(timing.commandLifetime().toMillis())
                .setStayUpMillis(judges ? timing.stayUp().toMillis() : 0)
                .setAgentTimeoutMillis(judges ? timing.agentTimeout().toMillis() : 0)
                .setExpectedKernelRelease(
                        judges ? orders.health().kernelRelease().orElse(null) : null)
                .setExpectedOsRelease(judges ? orders.health().osRelease() : Map.of())
                .setGuestCommand(
                        judges
                                ? orders.health()
                                        .command()
                                        .map(WireCommands::run)
                                        .orElse(null)
                                : null)
                .setBeginBy(orders.beginBy().orElse(null))
                .setMayRun(orders.mayRun())
                .setStartWhenOff(orders.startWhenOff())
                .setRestart(orders.restart().map(WireCommands::restart).orElse(null))
                .setOccurredAt(tell.at())
                .build();
    }

    private static GuestRun run(GuestCommand command) {
        return new GuestRun(command.command(), command.within().toMillis());
    }

    private static GuestRestart restart(RestartRules rules) {
        return new GuestRestart(rules.agentWait().toMillis(), rules.acpiWait().toMillis(), rules.forceAllowed());
    }

    /** Maps an outcome; empty where a later version wrote a type or status that this one does not know. */
    public static Optional<Answer> answer(UpdateOutcome wire) {
        if (wire.getType() == UpdateCommandType.UNKNOWN || wire.getStatus() == OutcomeStatus.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new Answer(
                CommandType.valueOf(wire.getType().name()),
                wire.getAttempt(),
                CommandIds.issue(wire.getCommandId()),
                AnswerStatus.valueOf(wire.getStatus().name()),
                wire.getDetail(),
                WireParts.replacements(wire.getReplacements()),
                wire.getKernelRelease(),
                VerifiedBy.valueOf(wire.getVerifiedBy().name())));
    }
}
