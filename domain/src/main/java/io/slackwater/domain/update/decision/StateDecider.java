package io.slackwater.domain.update.decision;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.modifiable.ChangeInfo;
import io.slackwater.domain.modifiable.DecisionContext;
import io.slackwater.domain.modifiable.HostInfo;
import io.slackwater.domain.update.CommandIssue;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.FailureCounts;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The base of the deciders of all update states. */
abstract class StateDecider {

    final DecisionContext context;
    final Update update;

    StateDecider(DecisionContext context, Update update) {
        this.context = context;
        this.update = update;
    }

    abstract UpdateDecision advance();

    final Instant now() {
        return context.now();
    }

    final ChangeInfo change() {
        return context.catalogue().change(update.key().changeId());
    }

    /** Returns the host that has the VM; where that is not certain, the one it was on last. */
    final String hostId() {
        return context.hostOf(update);
    }

    /** Moves to a state. The time of the decision is later than that of the one before, whatever the clock says. */
    final Update moved(UpdateState state) {
        return update.at(state).on(hostId()).decided(nextDecision());
    }

    final Instant nextDecision() {
        return context.after(update.decidedAt());
    }

    /** Ends the update. */
    final UpdateDecision end(Phase phase, String reason) {
        return end(UpdatePhaseEvent.of(update.decided(nextDecision()), phase).because(reason));
    }

    final UpdateDecision end(UpdatePhaseEvent event, Effect... before) {
        List<Effect> effects = new ArrayList<>(List.of(before));
        effects.add(new Effect.PublishEvent(event));
        return UpdateDecision.end(effects);
    }

    /** Tells the workers, or nobody where the host was retired or its URI is not known: then its next event wakes the VM. */
    final List<Effect> tell(CommandType type, Update told, CommandIssue issued) {
        return context
                .catalogue()
                .host(told.hostId())
                .filter(host -> !host.retired())
                .map(HostInfo::uri)
                .filter(uri -> !uri.isEmpty())
                .<Effect>map(uri ->
                        new Effect.IssueCommand(type, told, issued, uri, CommandOptions.of(type, context, told), now()))
                .stream()
                .toList();
    }

    /** Returns how long a command may be out before it is issued again. */
    final Duration patience(CommandType type, Update told) {
        return CommandOptions.of(type, context, told).patience(type);
    }

    /** Says that it failed, and has the old references put back. */
    final UpdateDecision rollBack(UpdateState.RollingBack rollingBack) {
        return rollBack(rollingBack, update.failures());
    }

    /** The same where something went wrong too often. */
    final UpdateDecision rollBack(UpdateState.RollingBack rollingBack, FailureCounts failures) {
        Update failed = moved(rollingBack).withBlockers(List.of()).withFailures(failures);
        List<Effect> effects = new ArrayList<>();
        effects.add(new Effect.PublishEvent(
                UpdatePhaseEvent.of(failed, Phase.FAILED).because(rollingBack.cause())));
        effects.addAll(tell(CommandType.ROLL_BACK, failed, rollingBack.issue()));
        return new UpdateDecision(
                Optional.of(failed),
                effects,
                Optional.of(rollingBack.issue().reissueAt(patience(CommandType.ROLL_BACK, failed))));
    }

    /** Issues a command again when it is time, or waits until then. */
    final UpdateDecision issueAgain(CommandType type, CommandIssue issued, Instant when, UpdateState again) {
        if (now().isBefore(when)) {
            return UpdateDecision.stay(update, when);
        }
        Update told = update.at(again).on(hostId());
        CommandIssue next = new CommandIssue(issued.number() + 1, now());
        return new UpdateDecision(
                Optional.of(told), tell(type, told, next), Optional.of(next.reissueAt(patience(type, told))));
    }

    /** Returns what a command met on its host; empty where the observations of the VM show it. */
    final Optional<Blocker> obstacle(CommandOutcome commandOutcome) {
        return CommandBlockers.code(commandOutcome.status())
                .map(code -> CommandBlockers.blocker(code, subjectOf(code), commandOutcome, now()));
    }

    private String subjectOf(BlockerCode code) {
        if (code == BlockerCode.STORE_FULL) {
            return update.replacements().get(0).from().store();
        }
        boolean isOfHost = code == BlockerCode.HOST_REFUSED || code == BlockerCode.HOST_BUSY;
        return isOfHost ? hostId() : update.key().vmId();
    }

    /** Whether the VM is certainly gone. */
    final boolean isGone() {
        return context.certainlyGoneAt().filter(when -> !now().isBefore(when)).isPresent();
    }
}
