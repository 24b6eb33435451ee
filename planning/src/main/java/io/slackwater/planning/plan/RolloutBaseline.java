package io.slackwater.planning.plan;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.rollout.GateDecision;
import io.slackwater.domain.rollout.Rollout;
import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.rollout.WaveGate;
import io.slackwater.planning.fleet.Fleet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the rollout stands, and what a plan supposes beyond it: that nobody holds it any more. */
final class RolloutBaseline {

    private static final Set<BlockerCode> DECIDED = EnumSet.of(
            BlockerCode.FROZEN, BlockerCode.ROLLOUT_PAUSED, BlockerCode.ROLLOUT_ABORTED, BlockerCode.AWAITING_APPROVAL);

    private final Fleet fleet;
    private final Rollout rollout;

    RolloutBaseline(Fleet fleet) {
        this.fleet = fleet;
        Rollout folded =
                Rollout.unknown(fleet.change().map(change -> change.id()).orElse(""));
        for (RolloutFact fact : fleet.rollout()) {
            folded = folded.fold(fact);
        }
        this.rollout = folded;
    }

    Rollout.Conditions decrees() {
        return rollout.conditions();
    }

    /** Returns what a person decided, or has yet to decide, that holds up the updates of a policy; empty where nothing does. */
    Optional<Blocker> decided(Policy policy, Instant now) {
        GateDecision gateDecision =
                WaveGate.decide(fleet.freeze(), rollout, policy.id().name(), Optional.of(policy.rollout()), now);
        return gateDecision instanceof GateDecision.Refused refused
                ? Optional.of(refused.blocker()).filter(blocker -> DECIDED.contains(blocker.code()))
                : Optional.empty();
    }

    /**
     * Returns what the allocator is told.
     *
     * @param vms how many VMs the rollout has
     */
    List<RolloutFact> facts(int vms, Instant now) {
        List<RolloutFact> facts = new ArrayList<>();
        for (RolloutFact fact : fleet.rollout()) {
            if (fact.accept(Keeping.INSTANCE)) {
                facts.add(fact);
            }
        }
        RolloutCondition supposed = new RolloutCondition(Optional.empty(), "supposed by a plan", now);
        facts.add(new RolloutFact.Approved(rollout.changeId(), supposed));
        facts.add(new RolloutFact.Resumed(rollout.changeId(), supposed));
        facts.add(new RolloutFact.FanOutFinished(rollout.changeId(), 0, 1, vms, now));
        return facts;
    }

    /** Says of each fact whether a plan keeps it; it supposes something else in place of what ends a rollout. */
    private enum Keeping implements RolloutFact.Visitor<Boolean> {
        INSTANCE;

        @Override
        public Boolean fanOutFinished(RolloutFact.FanOutFinished fanOutFinished) {
            return false;
        }

        @Override
        public Boolean waveOpened(RolloutFact.WaveOpened waveOpened) {
            return true;
        }

        @Override
        public Boolean paused(RolloutFact.Paused paused) {
            return true;
        }

        @Override
        public Boolean resumed(RolloutFact.Resumed resumed) {
            return true;
        }

        @Override
        public Boolean aborted(RolloutFact.Aborted aborted) {
            return false;
        }

        @Override
        public Boolean approved(RolloutFact.Approved approved) {
            return true;
        }

        @Override
        public Boolean finished(RolloutFact.Finished finished) {
            return false;
        }
    }
}
