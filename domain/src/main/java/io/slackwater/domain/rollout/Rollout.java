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
 * @param decrees what was decided about it as a whole
 * @param courses its waves, by policy; the name is empty for VMs that no policy concerns
 * @param blockers how many updates that wait, or are being rolled back, show each reason
 */
public record Rollout(
        String changeId,
        FanOut fanOut,
        Decrees decrees,
        Map<String, PolicyWaves> courses,
        Map<BlockerCode, Long> blockers) {

    public Rollout {
        courses = Map.copyOf(courses);
        blockers = Map.copyOf(blockers);
    }

    /**
     * What was decided about a rollout as a whole; each is empty until it was.
     *
     * @param finished when every update had ended
     */
    public record Decrees(
            Optional<RolloutCondition> approved,
            Optional<RolloutCondition> paused,
            Optional<RolloutCondition> aborted,
            Optional<Instant> finished) {

        static final Decrees NONE = new Decrees(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** A rollout of which nothing was heard. */
    public static Rollout unknown(String changeId) {
        return new Rollout(changeId, FanOut.NONE, Decrees.NONE, Map.of(), Map.of());
    }

    public PolicyWaves course(String policy) {
        return courses.getOrDefault(policy, PolicyWaves.NONE);
    }

    /** Returns how many updates of a policy's VMs are known of. */
    public long total(String policy) {
        return course(policy).total();
    }

    /** Returns how many updates are known of. */
    public long total() {
        return courses.values().stream().mapToLong(PolicyWaves::total).sum();
    }

    /** Whether all VMs that need the change were found, and it was looked under which policy each is. */
    public boolean isKnown() {
        return fanOut.isFinished() && total() >= fanOut.total();
    }

    /** Returns how many updates are known of from which more is to come. */
    public long open() {
        return courses.values().stream().mapToLong(PolicyWaves::open).sum();
    }

    /** Whether the update of every VM that needs the change has ended, and of no VM it is unclear whether it needs it. */
    public boolean isComplete() {
        return isKnown() && isAtRest();
    }

    /** Whether no update is open that is known of, and no VM runs from a volume that the log does not know. */
    public boolean isAtRest() {
        return open() == 0 && fanOut.unknownVolumes().vms() == 0;
    }

    /** Folds a fact. One that comes twice changes nothing. */
    public Rollout fold(RolloutFact fact) {
        if (fact instanceof RolloutFact.FanOutFinished finished) {
            return new Rollout(changeId, fanOut.finished(finished), decrees, courses, blockers);
        }
        if (fact instanceof RolloutFact.WaveOpened opened) {
            PolicyWaves waves =
                    course(opened.policy()).with(opened.wave(), wave -> wave.opened(opened.quota(), opened.at()));
            return with(opened.policy(), waves);
        }
        return decreed(fact);
    }

    /** An update stands elsewhere than before, or was heard of for the first time. */
    public Rollout moved(Optional<Member> before, Member after, Instant at) {
        Rollout left = before.map(member -> counting(member, -1, at)).orElse(this);
        return left.counting(after, 1, at);
    }

    /** An update of a wave was verified by that. */
    Rollout verified(Member member, VerifiedBy by) {
        return with(member.policy(), course(member.policy()).with(member.wave(), wave -> wave.verified(by)));
    }

    private Rollout decreed(RolloutFact fact) {
        Decrees now = decrees;
        if (now.aborted().isPresent()) {
            return this;
        }
        if (fact instanceof RolloutFact.Paused paused) {
            return paused(paused);
        }
        if (fact instanceof RolloutFact.Resumed) {
            Map<String, PolicyWaves> forgiven = new TreeMap<>(courses);
            forgiven.replaceAll((policy, waves) -> waves.with(Wave::resumed));
            Decrees resumed = new Decrees(now.approved(), Optional.empty(), now.aborted(), now.finished());
            return new Rollout(changeId, fanOut, resumed, forgiven, blockers);
        }
        if (fact instanceof RolloutFact.Aborted aborted) {
            return with(new Decrees(now.approved(), now.paused(), Optional.of(aborted.decree()), now.finished()));
        }
        if (fact instanceof RolloutFact.Approved approved) {
            RolloutCondition first = now.approved().orElse(approved.decree());
            return with(new Decrees(Optional.of(first), now.paused(), now.aborted(), now.finished()));
        }
        if (fact instanceof RolloutFact.Finished finished) {
            Instant first = now.finished().orElse(finished.at());
            return with(new Decrees(now.approved(), now.paused(), now.aborted(), Optional.of(first)));
        }
        throw new IllegalStateException("No fold for " + fact);
    }

    /** A pause over failures that somebody has gone on from already is an old one, decided again in a replay. */
    private Rollout paused(RolloutFact.Paused fact) {
        if (fact.over().isEmpty()) {
            return pausedBy(fact.decree());
        }
        RolloutFact.Failures over = fact.over().get();
        PolicyWaves waves = course(over.policy());
        if (over.count() <= waves.wave(over.wave()).forgiven()) {
            return this;
        }
        return with(over.policy(), waves.with(over.wave(), wave -> wave.pausedOver(over.count())))
                .pausedBy(fact.decree());
    }

    private Rollout pausedBy(RolloutCondition condition) {
        RolloutCondition first = decrees.paused().orElse(condition);
        return with(new Decrees(decrees.approved(), Optional.of(first), decrees.aborted(), decrees.finished()));
    }

    private Rollout counting(Member member, long more, Instant at) {
        PolicyWaves waves =
                course(member.policy()).with(member.wave(), wave -> wave.counting(member.standing(), more, at));
        Map<BlockerCode, Long> reasons = new TreeMap<>(blockers);
        member.blockers().forEach(code -> reasons.merge(code, more, Long::sum));
        reasons.values().removeIf(count -> count == 0);
        Map<String, PolicyWaves> changed = new TreeMap<>(courses);
        changed.put(member.policy(), waves);
        // A policy whose last update moved to another one is none of this rollout's.
        changed.values().removeIf(left -> left.total() == 0 && left.latest().isEmpty());
        return new Rollout(changeId, fanOut, decrees, changed, reasons);
    }

    private Rollout with(String policy, PolicyWaves waves) {
        Map<String, PolicyWaves> changed = new TreeMap<>(courses);
        changed.put(policy, waves);
        return new Rollout(changeId, fanOut, decrees, changed, blockers);
    }

    private Rollout with(Decrees changed) {
        return new Rollout(changeId, fanOut, changed, courses, blockers);
    }
}
