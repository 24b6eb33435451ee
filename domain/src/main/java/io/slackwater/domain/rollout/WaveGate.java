package io.slackwater.domain.rollout;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.rollout.WaveRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether an update joins its rollout, and when the rollout pauses or is finished. A VM joins the wave that is open when it
 * asks, so that one that never asks holds no wave up; the next wave is opened by the first VM that asks when the one before is done.
 */
public final class WaveGate {

    private final Rollout rollout;
    private final String policy;
    private final Optional<RolloutRules> rules;
    private final Instant now;

    private WaveGate(Rollout rollout, String policy, Optional<RolloutRules> rules, Instant now) {
        this.rollout = rollout;
        this.policy = policy;
        this.rules = rules;
        this.now = now;
    }

    /**
     * Decides about an update of a policy's VM.
     *
     * @param freeze that nothing is granted in the whole fleet; empty where that is not so
     * @param rules the policy's; without any all go in one wave, and failures stop nothing
     */
    public static GateDecision decide(
            Optional<RolloutCondition> freeze,
            Rollout rollout,
            String policy,
            Optional<RolloutRules> rules,
            Instant now) {
        return freeze.<GateDecision>map(condition -> refused(
                        BlockerCode.FROZEN, "fleet", condition.at(), "The fleet is frozen " + condition.describe()))
                .orElseGet(() -> new WaveGate(rollout, policy, rules, now).decide());
    }

    /**
     * Returns that a wave's failures pause the rollout, or empty. While it is paused, that is said again of each further failure: whoever
     * resumes it goes on from all that the log tells by then.
     */
    public static Optional<RolloutFact> pauseFact(
            Rollout rollout, String policy, Optional<RolloutRules> rules, Instant now) {
        if (rollout.conditions().aborted().isPresent()) {
            return Optional.empty();
        }
        boolean isPaused = rollout.conditions().paused().isPresent();
        return rollout.policyWaves(policy).waves().values().stream()
                .filter(wave -> !isPaused || wave.failures() > wave.pausedOver())
                .filter(wave -> rules.filter(strict -> pauses(rollout, policy, wave, strict))
                        .isPresent())
                .findFirst()
                .map(wave -> new RolloutFact.Paused(
                        rollout.changeId(),
                        new RolloutCondition(Optional.empty(), reason(policy, wave), now),
                        Optional.of(new RolloutFact.Failures(policy, wave.number(), wave.failures()))));
    }

    /** Returns that the rollout is finished, or empty where it is not, or is known to be. */
    public static Optional<RolloutFact> finishFact(Rollout rollout, Instant now) {
        return rollout.isComplete() && rollout.conditions().finished().isEmpty()
                ? Optional.of(new RolloutFact.Finished(rollout.changeId(), now))
                : Optional.empty();
    }

    private GateDecision decide() {
        Optional<GateDecision> held = held(rollout);
        if (held.isPresent()) {
            return held.get();
        }
        Optional<RolloutFact> pause = pauseFact(rollout, policy, rules, now);
        if (pause.isPresent()) {
            GateDecision.Refused refused =
                    (GateDecision.Refused) held(rollout.fold(pause.get())).orElseThrow();
            return new GateDecision.Refused(refused.blocker(), Optional.empty(), List.of(pause.get()));
        }
        if (rules.filter(RolloutRules::approvalRequired).isPresent()
                && rollout.conditions().approved().isEmpty()) {
            return refused(
                    BlockerCode.AWAITING_APPROVAL, rollout.changeId(), now, "Its policy asks that a person approves");
        }
        Optional<Wave> latest = rollout.policyWaves(policy).latest();
        return latest.isEmpty() ? open(1) : join(latest.get());
    }

    private static Optional<GateDecision> held(Rollout rollout) {
        Rollout.Conditions conditions = rollout.conditions();
        String change = rollout.changeId();
        if (conditions.aborted().isPresent()) {
            RolloutCondition condition = conditions.aborted().get();
            return Optional.of(refused(
                    BlockerCode.ROLLOUT_ABORTED,
                    change,
                    condition.at(),
                    "The rollout was aborted " + condition.describe()));
        }
        return conditions
                .paused()
                .map(condition -> refused(
                        BlockerCode.ROLLOUT_PAUSED,
                        change,
                        condition.at(),
                        "The rollout is paused " + condition.describe()));
    }

    private GateDecision join(Wave wave) {
        if (wave.hasRoom()) {
            return new GateDecision.Joins(wave.number(), List.of());
        }
        if (wave.undecided() > 0) {
            Instant since = wave.opening().orElseThrow().at();
            return refused(
                    BlockerCode.WAVE_NOT_OPEN,
                    subject(wave.number() + 1),
                    since,
                    "Wave " + wave.number() + " took all its VMs, and " + wave.undecided()
                            + " of them have no verdict: " + wave.counts().of(MemberState.AWAITING_START)
                            + " await a start");
        }
        Instant ended = wave.lastEndedAt().orElse(now);
        Instant soaked = ended.plus(pace().soak());
        if (now.isBefore(soaked)) {
            Blocker soaking = new Blocker(
                    BlockerCode.WAVE_SOAKING,
                    subject(wave.number()),
                    ended,
                    "Wave " + wave.number() + " is done; the next is opened at " + soaked);
            return new GateDecision.Refused(soaking, Optional.of(soaked), List.of());
        }
        return open(wave.number() + 1);
    }

    private GateDecision open(int number) {
        WaveSizes sizes = new WaveSizes(pace());
        if (sizes.needTotal(number) && !rollout.isTotalKnown()) {
            return refused(BlockerCode.WAVE_NOT_OPEN, subject(number), now, unknown());
        }
        long quota = sizes.quota(
                number, rollout.total(policy), rollout.policyWaves(policy).places());
        return new GateDecision.Joins(
                number, List.of(new RolloutFact.WaveOpened(rollout.changeId(), policy, number, quota, now)));
    }

    private String unknown() {
        return rollout.fanOut().isFinished()
                ? "Its size is a share, and " + rollout.total() + " of "
                        + rollout.fanOut().total() + " VMs that need the change were looked at"
                : "Its size is a share, and not every partition has said yet how many VMs need the change";
    }

    private WaveRules pace() {
        return rules.map(RolloutRules::waves).orElse(WaveRules.AT_ONCE);
    }

    private static boolean pauses(Rollout rollout, String policy, Wave wave, RolloutRules rules) {
        if (wave.failures() == 0) {
            return false;
        }
        long size = Math.min(wave.opening().map(Wave.Opening::quota).orElse(Wave.ALL), rollout.total(policy));
        int most = rules.failureThreshold().of((int) Math.min(size, Integer.MAX_VALUE));
        return wave.failures() - wave.forgiven() >= Math.max(1, most);
    }

    private String subject(int wave) {
        return rollout.changeId() + (policy.isEmpty() ? "" : "/" + policy) + "/" + wave;
    }

    private static String reason(String policy, Wave wave) {
        return wave.failures() + " updates of wave " + wave.number() + (policy.isEmpty() ? "" : " of policy " + policy)
                + " failed";
    }

    private static GateDecision refused(BlockerCode code, String subject, Instant since, String detail) {
        return new GateDecision.Refused(new Blocker(code, subject, since, detail), Optional.empty(), List.of());
    }
}
