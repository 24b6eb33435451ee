package io.slackwater.reclaimer.volume;

import io.slackwater.reclaimer.volume.StorageEvent.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a volume as far as it can go now: stages what is wanted, pins, makes due what nothing needs, retires what is due.
 * Used by {@link VolumeDecider} after every input.
 */
final class Settlement {

    private final Draft draft;
    private final Situation situation;
    private final ReclaimRules rules;

    Settlement(Draft draft, Situation situation, ReclaimRules rules) {
        this.draft = draft;
        this.situation = situation;
        this.rules = rules;
    }

    void settle() {
        if (AbandonedUpload.isWantedAgain(draft.volume())) {
            draft.wantAgain();
        }
        if (draft.volume().life() instanceof Life.Staging staging) {
            stage(staging);
        }
        if (draft.volume().life() instanceof Life.Retiring retiring) {
            awaitDelete(retiring);
        }
        draft.tellThatItStayed();
        if (draft.volume().life() instanceof Life.Held held) {
            draft.tellPins();
            consider(held);
        }
        if (draft.volume().life() instanceof Life.Due due) {
            draft.tellPins();
            retire(due);
        }
        draft.wakeAt(nextLook());
    }

    private void stage(Life.Staging staging) {
        if (!staging.retry().mayTry(situation.now())) {
            return;
        }
        if (draft.volume().needs().pins().isEmpty() && !staging.restoring()) {
            AbandonedUpload.giveUp(draft, staging, situation.now());
            return;
        }
        List<StoreHost> hosts = HostConditions.stagingFirst(situation);
        if (HostConditions.stageable(situation).isEmpty()) {
            draft.become(staging.awaitingHost());
            draft.refuse(HostConditions.againstStaging(situation));
            return;
        }
        if (staging.commanded()) {
            draft.late(situation.now(), "Nobody has told of its upload within the time of the command");
        }
        draft.become(staging.issued(situation.now().plus(rules.times().stagingBound())));
        draft.stage(hosts, ReclaimConditions.againstReplacing(situation));
    }

    /**
     * A retirement whose command ran out without a clear answer may have had its effect. What was true then may not be true now: where
     * something needs the volume again it is only asked for, and nothing is decided before a host has said whether it is there.
     */
    private void awaitDelete(Life.Retiring retiring) {
        if (situation.now().isBefore(retiring.reissueAt())) {
            return;
        }
        List<Blocker> needs = ReclaimConditions.neededAgain(draft.volume(), situation);
        List<Blocker> blockers =
                new ArrayList<>(ReclaimConditions.againstRetiring(draft.volume(), retiring.since(), situation, rules));
        blockers.addAll(situation.brake().first());
        draft.become(retiring.reissued(situation.now().plus(rules.times().lookBound())));
        if (needs.isEmpty() && blockers.isEmpty() && !rules.dryRun()) {
            if (draft.volume().told().blockers().isEmpty()) {
                draft.late(situation.now(), "Nobody has told of its delete within the time of the command");
            }
            draft.command(Command.Type.RECLAIM, situation.store().hosts());
            return;
        }
        if (!needs.isEmpty() || !blockers.isEmpty()) {
            draft.refuse(needs.isEmpty() ? blockers : needs);
        }
        List<StoreHost> hosts = HostConditions.askable(situation);
        if (!hosts.isEmpty()) {
            draft.command(Command.Type.INSPECT, hosts);
        }
    }

    private void consider(Life.Held held) {
        if (!draft.volume().isSuperseded(situation.withdrawnChanges())) {
            leaveToAPerson();
            return;
        }
        if (!held.retry().mayTry(situation.now())) {
            return;
        }
        List<Blocker> blockers = ReclaimConditions.againstDue(draft.volume(), situation);
        if (blockers.isEmpty()) {
            draft.become(new Life.Due(situation.now(), new Retry(held.retry().failures(), Instant.EPOCH)));
            draft.tell(Step.DUE, ReclaimConditions.againstRetiring(draft.volume(), situation.now(), situation, rules));
        } else {
            draft.refuse(blockers);
        }
    }

    /** Says why it stays: a change was to move VMs away from it and ended without having done so, and only a rule names it. */
    private void leaveToAPerson() {
        Volume volume = draft.volume();
        boolean isReplaced = volume.content().isOnlyNamed()
                && !situation
                        .withdrawnChanges()
                        .containsAll(volume.needs().away().keySet());
        if (isReplaced
                && situation.references().isEmpty()
                && volume.needs().pins().isEmpty()) {
            draft.refuse(List.of(volume.namedByRule(situation.now())));
        }
    }

    private void retire(Life.Due due) {
        List<Blocker> needs = ReclaimConditions.neededAgain(draft.volume(), situation);
        if (!needs.isEmpty() || !draft.volume().isSuperseded(situation.withdrawnChanges())) {
            draft.become(due.needed());
            draft.keep(needs);
            return;
        }
        if (!due.retry().mayTry(situation.now())) {
            return;
        }
        List<Blocker> blockers = ReclaimConditions.againstRetiring(draft.volume(), due.since(), situation, rules);
        if (!blockers.isEmpty()) {
            draft.become(due.withoutPastTurn(situation.now()));
            draft.refuse(blockers);
        } else if (rules.dryRun()) {
            inspect(due);
        } else if (!situation.brake().first().isEmpty()) {
            draft.become(due.withoutPastTurn(situation.now()));
            draft.refuse(situation.brake().first());
        } else if (hasTurn(due)) {
            draft.become(due.retire(situation.now().plus(rules.times().lookBound())));
            draft.tell(Step.RETIRING, List.of());
            draft.command(Command.Type.RECLAIM, situation.store().hosts());
        }
    }

    /** Whether its turn has come by the rate of deletes. One that has to wait is given its turn once, and is not looked at before. */
    private boolean hasTurn(Life.Due due) {
        if (due.turn().isPresent()) {
            return !due.turn().get().isAfter(situation.now());
        }
        Instant next = situation.brake().nextTurn();
        if (!next.isAfter(situation.now())) {
            return true;
        }
        draft.become(due.awaiting(next));
        draft.refuse(List.of(new Blocker(
                BlockerCode.DELETE_RATE,
                draft.volume().ref().store(),
                situation.now(),
                "Others are deleted before it; its turn is at " + next)));
        return false;
    }

    /** A dry run does all that comes before the delete, the look at the hosts too, and says so once. */
    private void inspect(Life.Due due) {
        boolean isTold =
                draft.volume().told().blockers().stream().anyMatch(blocker -> blocker.code() == BlockerCode.DRY_RUN);
        if (!isTold) {
            draft.become(due.inspected(situation.now().plus(rules.times().lookBound())));
            draft.command(Command.Type.INSPECT, situation.store().hosts());
        }
    }

    /**
     * Returns when to decide again though nothing happened. What is held is looked at again now and then in any case, so that no
     * lost or late notice holds it for ever.
     */
    private Optional<Instant> nextLook() {
        Volume volume = draft.volume();
        if (volume.life() instanceof Life.Held && !volume.isSuperseded(situation.withdrawnChanges())) {
            return Optional.empty();
        }
        Instant recheck = situation.now().plus(rules.times().longestRetry());
        Instant end = volume.life() instanceof Life.Due due ? holdsUntil(volume, due) : Instant.EPOCH;
        return volume.life().waitsUntil().map(wait -> {
            Instant planned = wait.isAfter(end) ? wait : end;
            return planned.isAfter(situation.now()) ? planned : recheck;
        });
    }

    /** Returns until when time alone holds a due volume: its grace time, and the pause after the store's first delete. */
    private Instant holdsUntil(Volume volume, Life.Due due) {
        Instant graceEnd = ReclaimConditions.graceEnd(volume, due.since(), rules);
        return situation.brake().pauseEnd().filter(graceEnd::isBefore).orElse(graceEnd);
    }
}
