package io.slackwater.domain.storage.volume;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.host.StoreHost;
import io.slackwater.domain.storage.model.VolumeCommand;
import io.slackwater.domain.storage.volume.StorageEvent.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a volume as far as it can go now: stages what is wanted, pins, makes due what nothing needs, retires what is due.
 * Used by {@link VolumeDecider} after every input.
 */
final class VolumeReconciler {

    private final DecisionBuilder decisionBuilder;
    private final VolumeDecisionContext context;
    private final ReclaimRules rules;

    VolumeReconciler(DecisionBuilder decisionBuilder, VolumeDecisionContext context, ReclaimRules rules) {
        this.decisionBuilder = decisionBuilder;
        this.context = context;
        this.rules = rules;
    }

    void reconcile() {
        if (AbandonedUploads.isWantedAgain(decisionBuilder.volume())) {
            decisionBuilder.wantAgain();
        }
        decisionBuilder.volume().state().accept(new CommandedStep()).run();
        decisionBuilder.tellThatItStayed();
        decisionBuilder.volume().state().accept(new StepWithoutCommand()).run();
        decisionBuilder.requeueAt(nextLook());
    }

    private void stage(VolumeState.Staging staging) {
        if (!staging.retry().mayTry(context.now())) {
            return;
        }
        if (decisionBuilder.volume().updateCounts().pins().isEmpty() && !staging.restoring()) {
            AbandonedUploads.giveUp(decisionBuilder, staging, context.now());
            return;
        }
        List<StoreHost> hosts = HostConditions.stagingFirst(context);
        if (HostConditions.stageable(context).isEmpty()) {
            decisionBuilder.become(staging.awaitingHost());
            decisionBuilder.refuse(HostConditions.againstStaging(context));
            return;
        }
        if (staging.commanded()) {
            decisionBuilder.late(context.now(), "Nobody has told of its upload within the time of the command");
        }
        decisionBuilder.become(staging.issued(context.now().plus(rules.times().stagingBound())));
        decisionBuilder.stage(hosts, ReclaimConditions.againstReplacing(context));
    }

    /**
     * A retirement whose command ran out without a clear answer may have had its effect. What was true then may not be true now: where
     * something needs the volume again it is only asked for, and nothing is decided before a host has said whether it is there.
     */
    private void awaitDelete(VolumeState.Retiring retiring) {
        if (context.now().isBefore(retiring.reissueAt())) {
            return;
        }
        List<Blocker> needs = ReclaimConditions.neededAgain(decisionBuilder.volume(), context);
        List<Blocker> blockers = new ArrayList<>(
                ReclaimConditions.againstRetiring(decisionBuilder.volume(), retiring.since(), context, rules));
        blockers.addAll(context.restrictions().first());
        decisionBuilder.become(
                retiring.reissued(context.now().plus(rules.times().referenceCheckTimeout())));
        if (needs.isEmpty() && blockers.isEmpty() && !rules.dryRun()) {
            if (retiring.failures() == 0) {
                decisionBuilder.late(context.now(), "Nobody has told of its delete within the time of the command");
            }
            decisionBuilder.command(VolumeCommand.Type.RECLAIM, context.store().hosts());
            return;
        }
        if (!needs.isEmpty() || !blockers.isEmpty()) {
            decisionBuilder.refuse(needs.isEmpty() ? blockers : needs);
        }
        List<StoreHost> hosts = HostConditions.askable(context);
        if (!hosts.isEmpty()) {
            decisionBuilder.command(VolumeCommand.Type.INSPECT, hosts);
        }
    }

    private void consider(VolumeState.Present present) {
        if (!decisionBuilder.volume().isSuperseded(context.withdrawnChanges())) {
            leaveToAPerson();
            return;
        }
        if (!present.retry().mayTry(context.now())) {
            return;
        }
        List<Blocker> blockers = ReclaimConditions.againstDue(decisionBuilder.volume(), context);
        if (blockers.isEmpty()) {
            decisionBuilder.become(new VolumeState.Due(
                    context.now(), new RetrySchedule(present.retry().failures(), Instant.EPOCH)));
            decisionBuilder.tell(
                    Step.DUE,
                    ReclaimConditions.againstRetiring(decisionBuilder.volume(), context.now(), context, rules));
        } else {
            decisionBuilder.refuse(blockers);
        }
    }

    /** Says why it stays: a change was to move VMs away from it and ended without having done so, and only a rule names it. */
    private void leaveToAPerson() {
        Volume volume = decisionBuilder.volume();
        boolean isReplaced = volume.content().isOnlyNamed()
                && !context.withdrawnChanges()
                        .containsAll(volume.updateCounts().away().keySet());
        if (isReplaced
                && context.references().isEmpty()
                && volume.updateCounts().pins().isEmpty()) {
            decisionBuilder.refuse(List.of(volume.namedByRule(context.now())));
        }
    }

    private void retire(VolumeState.Due due) {
        List<Blocker> needs = ReclaimConditions.neededAgain(decisionBuilder.volume(), context);
        if (!needs.isEmpty() || !decisionBuilder.volume().isSuperseded(context.withdrawnChanges())) {
            decisionBuilder.become(due.needed());
            decisionBuilder.publishNoLongerDue(needs);
            return;
        }
        if (!due.retry().mayTry(context.now())) {
            return;
        }
        List<Blocker> blockers =
                ReclaimConditions.againstRetiring(decisionBuilder.volume(), due.since(), context, rules);
        if (!blockers.isEmpty()) {
            decisionBuilder.become(due.blocked(context.now()));
            decisionBuilder.refuse(blockers);
        } else if (rules.dryRun()) {
            inspect(due);
        } else if (!context.restrictions().first().isEmpty()) {
            decisionBuilder.become(due.blocked(context.now()));
            decisionBuilder.refuse(context.restrictions().first());
        } else if (hasTurn(due)) {
            decisionBuilder.become(due.retire(context.now().plus(rules.times().referenceCheckTimeout())));
            decisionBuilder.tell(Step.RETIRING, List.of());
            decisionBuilder.command(VolumeCommand.Type.RECLAIM, context.store().hosts());
        }
    }

    /** Whether its turn has come by the rate of deletes. One that has to wait is given its turn once, and is not looked at before. */
    private boolean hasTurn(VolumeState.Due due) {
        if (due.turn().isPresent()) {
            return !due.turn().get().isAfter(context.now());
        }
        Instant next = context.restrictions().nextTurn();
        if (!next.isAfter(context.now())) {
            return true;
        }
        decisionBuilder.become(due.awaiting(next));
        decisionBuilder.refuse(List.of(new Blocker(
                BlockerCode.DELETE_RATE,
                decisionBuilder.volume().ref().store(),
                context.now(),
                "Others are deleted before it; its turn is at " + next)));
        return false;
    }

    /** A dry run does all that comes before the delete, the look at the hosts too, and says so once. */
    private void inspect(VolumeState.Due due) {
        if (due.unreferencedSince().isEmpty()) {
            decisionBuilder.become(
                    due.inspected(context.now().plus(rules.times().referenceCheckTimeout())));
            decisionBuilder.command(VolumeCommand.Type.INSPECT, context.store().hosts());
        }
    }

    /**
     * Returns when to decide again though nothing happened. What is held is looked at again now and then in any case, so that no
     * lost or late notice holds it for ever.
     */
    private Optional<Instant> nextLook() {
        Volume volume = decisionBuilder.volume();
        if (volume.state() instanceof VolumeState.Present && !volume.isSuperseded(context.withdrawnChanges())) {
            return Optional.empty();
        }
        Instant recheck = context.now().plus(rules.times().longestRetry());
        Instant end = volume.state() instanceof VolumeState.Due due ? holdsUntil(volume, due) : Instant.EPOCH;
        return volume.state().waitsUntil().map(wait -> {
            Instant planned = wait.isAfter(end) ? wait : end;
            return planned.isAfter(context.now()) ? planned : recheck;
        });
    }

    /** Returns until when time alone holds a due volume: its grace time, and the pause after the store's first delete. */
    private Instant holdsUntil(Volume volume, VolumeState.Due due) {
        Instant graceEnd = ReclaimConditions.graceEnd(volume, due.since(), rules);
        return context.restrictions().pauseEnd().filter(graceEnd::isBefore).orElse(graceEnd);
    }

    /** What is decided of a volume that a command is out for, or that one is to be issued for. */
    private final class CommandedStep implements VolumeState.Visitor<Runnable> {

        @Override
        public Runnable staging(VolumeState.Staging staging) {
            return () -> stage(staging);
        }

        @Override
        public Runnable present(VolumeState.Present present) {
            return () -> {};
        }

        @Override
        public Runnable due(VolumeState.Due due) {
            return () -> {};
        }

        @Override
        public Runnable retiring(VolumeState.Retiring retiring) {
            return () -> awaitDelete(retiring);
        }

        @Override
        public Runnable gone(VolumeState.Gone gone) {
            return () -> {};
        }
    }

    /** What is decided of a volume that is there, and that no command is out for. */
    private final class StepWithoutCommand implements VolumeState.Visitor<Runnable> {

        @Override
        public Runnable staging(VolumeState.Staging staging) {
            return () -> {};
        }

        @Override
        public Runnable present(VolumeState.Present present) {
            return () -> {
                decisionBuilder.tellPins();
                consider(present);
                if (decisionBuilder.volume().state() instanceof VolumeState.Due due) {
                    due(due).run();
                }
            };
        }

        @Override
        public Runnable due(VolumeState.Due due) {
            return () -> {
                decisionBuilder.tellPins();
                retire(due);
            };
        }

        @Override
        public Runnable retiring(VolumeState.Retiring retiring) {
            return () -> {};
        }

        @Override
        public Runnable gone(VolumeState.Gone gone) {
            return () -> {};
        }
    }
}
