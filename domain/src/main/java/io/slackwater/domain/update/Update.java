package io.slackwater.domain.update;

import io.slackwater.domain.blocker.Blocker;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open update of one VM.
 *
 * @param hostId the host that the VM was on when this was decided last
 * @param replacements what changes in which slot
 * @param state where it is in its life
 * @param blockers the blockers that were said last
 * @param outcome what came of the command that is out; empty until then
 * @param requiredAt when it was opened, by its record's time
 * @param decidedAt when something was decided about it last; each decision is later than the one before
 * @param trace the W3C trace context of what moved it last; empty where there is none
 * @param admission by which lease it goes; empty until it was looked at
 * @param returnsFrom the withdrawn change whose version it takes the VM back from; empty where it moves on
 * @param failures what went wrong so far
 * @param hostUnreachable whether it was said that the host of the changed VM cannot be reached
 */
@RecordBuilder
public record Update(
        UpdateKey key,
        String hostId,
        List<Replacement> replacements,
        UpdateState state,
        List<Blocker> blockers,
        Optional<CommandOutcome> outcome,
        Instant requiredAt,
        Instant decidedAt,
        String trace,
        Optional<Admission> admission,
        Optional<String> returnsFrom,
        FailureCounts failures,
        boolean hostUnreachable) {

    public Update {
        replacements = List.copyOf(replacements);
        blockers = List.copyOf(blockers);
    }

    /** An update that was just required. */
    public static Update required(
            UpdateKey key, String hostId, List<Replacement> replacements, Instant requiredAt, String trace) {
        return new Update(
                key,
                hostId,
                replacements,
                UpdateState.Waiting.FRESH,
                List.of(),
                Optional.empty(),
                requiredAt,
                Instant.EPOCH,
                trace,
                Optional.empty(),
                Optional.empty(),
                FailureCounts.NONE,
                false);
    }

    public String id() {
        return key.updateId();
    }

    /** Moves to another state; an outcome of a command of the state before has no meaning there. */
    public Update at(UpdateState next) {
        return UpdateBuilder.builder(this)
                .state(next)
                .outcome(Optional.empty())
                .hostUnreachable(hostUnreachable && next.kind().hasChangedTheVm())
                .build();
    }

    /** Returns the same update with whether its host cannot be reached, as is said now. */
    public Update onUnreachableHost(boolean said) {
        return UpdateBuilder.builder(this).hostUnreachable(said).build();
    }

    /** Returns the same update with what is now said to hold it up. */
    public Update withBlockers(List<Blocker> blockers) {
        return UpdateBuilder.builder(this).blockers(blockers).build();
    }

    /** Returns the same update with what is now known of its volumes. */
    public Update replacing(List<Replacement> known) {
        return UpdateBuilder.builder(this).replacements(known).build();
    }

    /** Returns the same update on another host. */
    public Update on(String host) {
        return UpdateBuilder.builder(this).hostId(host).build();
    }

    /** Returns the same update with the lease by which it goes. */
    public Update admitted(Optional<Admission> right) {
        return UpdateBuilder.builder(this).admission(right).build();
    }

    /** Returns the same update as one that takes its VM back from a withdrawn change; empty: it moves on. */
    public Update returning(Optional<String> withdrawn) {
        return UpdateBuilder.builder(this).returnsFrom(withdrawn).build();
    }

    /** Returns the same update with what went wrong by now. */
    public Update withFailures(FailureCounts by) {
        return UpdateBuilder.builder(this).failures(by).build();
    }

    /** Returns the same update as one that was opened at that time. */
    public Update requiredSince(Instant opened) {
        return UpdateBuilder.builder(this).requiredAt(opened).build();
    }

    /**
     * Returns the same update as an event says that it is.
     *
     * @param said the event
     * @param next the state that the event puts it in
     */
    public Update withEvent(UpdatePhaseEvent said, UpdateState next) {
        return (next.equals(state) ? this : at(next))
                .replacing(said.replacements())
                .on(said.hostId())
                .withBlockers(said.blockers())
                .admitted(said.admission())
                .withFailures(said.failures())
                .onUnreachableHost(said.hostUnreachable())
                .decided(said.at());
    }

    /** Returns the same update with the time of a decision. */
    public Update decided(Instant now) {
        return UpdateBuilder.builder(this).decidedAt(now).build();
    }

    /**
     * Takes what came of a command, if it answers the command that is out; otherwise nothing changes. Of an earlier issue of
     * the same command only success counts, for its failure says nothing of the later one.
     *
     * @param cause the trace context of the outcome
     */
    public Update withOutcome(CommandOutcome given, String cause) {
        Optional<CommandIssue> out = outstanding(given.type());
        boolean fits = out.isPresent()
                && given.attempt() == state.attempt()
                && (given.status() == CommandOutcomeStatus.DONE
                        || given.issue() >= out.get().number());
        return fits
                ? UpdateBuilder.builder(this)
                        .outcome(Optional.of(given))
                        .trace(cause.isEmpty() ? trace : cause)
                        .build()
                : this;
    }

    /** Whether another update changes a slot that this one changes too. */
    public boolean overlaps(Update other) {
        return replacements.stream().anyMatch(mine -> other.replacements.stream()
                .anyMatch(theirs -> theirs.slot().equals(mine.slot())));
    }

    /** Returns the replacements with what a worker made known: the new overlays. */
    public List<Replacement> learning(List<Replacement> told) {
        List<Replacement> known = new ArrayList<>();
        for (Replacement mine : replacements) {
            known.add(told.stream()
                    .filter(theirs -> theirs.slot().equals(mine.slot()))
                    .flatMap(theirs -> theirs.toOverlay().stream())
                    .findFirst()
                    .map(mine::onOverlay)
                    .orElse(mine));
        }
        return known;
    }

    private Optional<CommandIssue> outstanding(CommandType type) {
        return state instanceof UpdateState.Commanded commanded && commanded.commandType() == type
                ? Optional.of(commanded.issue())
                : Optional.empty();
    }
}
