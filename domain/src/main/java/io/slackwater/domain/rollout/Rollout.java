package io.slackwater.domain.rollout;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.update.VerifiedBy;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All the updates of one change. Every method folds something that happened and decides nothing.
 *
 * @param conditions what was decided about it as a whole
 * @param policyWaves its waves, by policy; the name is empty for VMs that no policy concerns
 * @param blockers how many updates that wait, or are being rolled back, show each reason
 */
public record Rollout(
        String changeId,
        FanOut fanOut,
        Conditions conditions,
        Map<String, PolicyWaves> policyWaves,
        Map<BlockerCode, Long> blockers) {

    public Rollout {
        policyWaves = Map.copyOf(policyWaves);
        blockers = Map.copyOf(blockers);
    }

    /**
     * What was decided about a rollout as a whole; each is empty until it was.
     *
     * @param finished when every update had ended
     */
    public record Conditions(
            Optional<RolloutCondition> approved,
            Optional<RolloutCondition> paused,
            Optional<RolloutCondition> aborted,
            Optional<Instant> finished) {

        static final Conditions NONE =
                new Conditions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A rollout of which nothing was heard. */
    public static Rollout unknown(String changeId) {
        return new Rollout(changeId, FanOut.NONE, Conditions.NONE, Map.of(), Map.of());
    }

    public PolicyWaves policyWaves(String policy) {
        return policyWaves.getOrDefault(policy, PolicyWaves.NONE);
    }

    /** Returns how many updates of a policy's VMs are known of. */
    public long total(String policy) {
        return policyWaves(policy).total();
    }

    /** Returns how many updates are known of. */
    public long total() {
        return policyWaves.values().stream().mapToLong(PolicyWaves::total).sum();
    }

    /** Whether all VMs that need the change were found, and it was looked under which policy each is. */
    public boolean isTotalKnown() {
        return fanOut.isFinished() && total() >= fanOut.total();
    }

    /** Returns how many updates are known of from which more is to come. */
    public long open() {
        return policyWaves.values().stream().mapToLong(PolicyWaves::open).sum();
    }

    /** Whether the update of every VM that needs the change has ended, and of no VM it is unclear whether it needs it. */
    public boolean isComplete() {
        return isTotalKnown() && isAtRest();
    }

    /** Whether no update is open that is known of, and no VM runs from a volume that the log does not know. */
    public boolean isAtRest() {
        return open() == 0 && fanOut.unknownVolumes().vms() == 0;
    }

    /** Folds a fact. One that comes twice changes nothing. */
    public Rollout fold(RolloutFact fact) {
        return fact.accept(new Fold());
    }

    /** An update stands elsewhere than before, or was heard of for the first time. */
    public Rollout moved(Optional<RolloutMember> before, RolloutMember after, Instant at) {
        Rollout left = before.map(member -> counting(member, -1, at)).orElse(this);
        return left.counting(after, 1, at);
    }

    /** An update of a wave was verified by that. */
    Rollout verified(RolloutMember member, VerifiedBy by) {
        return with(member.policy(), policyWaves(member.policy()).with(member.wave(), wave -> wave.verified(by)));
    }

    /** A pause over failures that somebody has gone on from already is an old one, decided again in a replay. */
    private Rollout pausedUnlessForgiven(RolloutFact.Paused fact) {
        if (fact.over().isEmpty()) {
            return pausedBy(fact.condition());
        }
        RolloutFact.Failures over = fact.over().get();
        PolicyWaves waves = policyWaves(over.policy());
        if (over.count() <= waves.wave(over.wave()).forgiven()) {
            return this;
        }
        return with(over.policy(), waves.with(over.wave(), wave -> wave.pausedOver(over.count())))
                .pausedBy(fact.condition());
    }

    private Rollout pausedBy(RolloutCondition condition) {
        RolloutCondition first = conditions.paused().orElse(condition);
        return with(
                new Conditions(conditions.approved(), Optional.of(first), conditions.aborted(), conditions.finished()));
    }

    private Rollout goingOn() {
        Map<String, PolicyWaves> forgiven = new TreeMap<>(policyWaves);
        forgiven.replaceAll((policy, waves) -> waves.with(Wave::resumed));
        Conditions resumed =
                new Conditions(conditions.approved(), Optional.empty(), conditions.aborted(), conditions.finished());
        return new Rollout(changeId, fanOut, resumed, forgiven, blockers);
    }

    private Rollout abortedBy(RolloutCondition condition) {
        return with(new Conditions(
                conditions.approved(), conditions.paused(), Optional.of(condition), conditions.finished()));
    }

    private Rollout approvedBy(RolloutCondition condition) {
        RolloutCondition first = conditions.approved().orElse(condition);
        return with(
                new Conditions(Optional.of(first), conditions.paused(), conditions.aborted(), conditions.finished()));
    }

    private Rollout finishedAt(Instant at) {
        Instant first = conditions.finished().orElse(at);
        return with(
                new Conditions(conditions.approved(), conditions.paused(), conditions.aborted(), Optional.of(first)));
    }

    private Rollout counting(RolloutMember member, long more, Instant at) {
        PolicyWaves waves =
                policyWaves(member.policy()).with(member.wave(), wave -> wave.counting(member.state(), more, at));
        Map<BlockerCode, Long> reasons = new TreeMap<>(blockers);
        member.blockers().forEach(code -> reasons.merge(code, more, Long::sum));
        reasons.values().removeIf(count -> count == 0);
        Map<String, PolicyWaves> changed = new TreeMap<>(policyWaves);
        changed.put(member.policy(), waves);
        // A policy whose last update moved to another one is none of this rollout's.
        changed.values().removeIf(left -> left.total() == 0 && left.latest().isEmpty());
        return new Rollout(changeId, fanOut, conditions, changed, reasons);
    }

    private Rollout with(String policy, PolicyWaves waves) {
        Map<String, PolicyWaves> changed = new TreeMap<>(policyWaves);
        changed.put(policy, waves);
        return new Rollout(changeId, fanOut, conditions, changed, blockers);
    }

    private Rollout with(Conditions changed) {
        return new Rollout(changeId, fanOut, changed, policyWaves, blockers);
    }

    /** Folds each fact. Once it is aborted, nothing more is decided about the rollout as a whole. */
    private final class Fold implements RolloutFact.Visitor<Rollout> {

        @Override
        public Rollout fanOutFinished(RolloutFact.FanOutFinished fanOutFinished) {
            return new Rollout(changeId, fanOut.finished(fanOutFinished), conditions, policyWaves, blockers);
        }

        @Override
        public Rollout waveOpened(RolloutFact.WaveOpened waveOpened) {
            PolicyWaves waves = policyWaves(waveOpened.policy())
                    .with(waveOpened.wave(), wave -> wave.opened(waveOpened.quota(), waveOpened.at()));
            return with(waveOpened.policy(), waves);
        }

        @Override
        public Rollout paused(RolloutFact.Paused paused) {
            return isAborted() ? Rollout.this : pausedUnlessForgiven(paused);
        }

        @Override
        public Rollout resumed(RolloutFact.Resumed resumed) {
            return isAborted() ? Rollout.this : goingOn();
        }

        @Override
        public Rollout aborted(RolloutFact.Aborted aborted) {
            return isAborted() ? Rollout.this : abortedBy(aborted.condition());
        }

        @Override
        public Rollout approved(RolloutFact.Approved approved) {
            return isAborted() ? Rollout.this : approvedBy(approved.condition());
        }

        @Override
        public Rollout finished(RolloutFact.Finished finished) {
            return isAborted() ? Rollout.this : finishedAt(finished.at());
        }

        private boolean isAborted() {
            return conditions.aborted().isPresent();
        }
    }
}
