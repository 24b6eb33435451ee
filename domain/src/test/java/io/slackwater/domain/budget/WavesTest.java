package io.slackwater.domain.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.rollout.Amount;
import io.slackwater.domain.policy.rollout.Amount.Share;
import io.slackwater.domain.policy.rollout.Budgets;
import io.slackwater.domain.policy.rollout.OnWithdrawal;
import io.slackwater.domain.policy.rollout.RolloutRules;
import io.slackwater.domain.policy.rollout.WaveRules;
import io.slackwater.domain.rollout.MemberState;
import io.slackwater.domain.rollout.RolloutCondition;
import io.slackwater.domain.rollout.RolloutFact;
import io.slackwater.domain.rollout.VmsOnUnknownVolumes;
import io.slackwater.domain.rollout.Wave;
import io.slackwater.domain.update.Phase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WavesTest {

    private static final Duration SOAK = Duration.ofMinutes(10);
    private static final Budgets WIDE = new Budgets(100, 100, Map.of(), 1000);
    private static final WaveRules CAREFUL =
            new WaveRules(Optional.of(new Amount.Count(1)), List.of(Share.percent(60), Share.ALL), SOAK);

    private final Fleet fleet = new Fleet(new BudgetLimits(100, 1000, 100)).policy("prod", rules(CAREFUL, false));

    @Test
    void shouldLetOnlyTheCanaryGoFirst() {
        assertThat(waveOf(fleet.offer(vm("a")))).isEqualTo(1);

        AllocationResult.Refused refused = refusal(fleet.offer(vm("b")));

        assertThat(refused.blocker().code()).isEqualTo(BlockerCode.WAVE_NOT_OPEN);
        assertThat(refused.blocker().subject()).isEqualTo("change-1/prod/2");
        assertThat(fleet.facts).containsExactly(new RolloutFact.WaveOpened(Fleet.CHANGE, "prod", 1, 1, fleet.now));
    }

    @Test
    void shouldOpenTheNextWaveWhenTheCanaryIsVerifiedAndHasSoaked() {
        matched(10);
        fleet.offer(vm("0"));
        fleet.hear(vm("0"), Phase.GRANTED, Phase.APPLIED);
        assertThat(refusal(fleet.offer(vm("1"))).blocker().detail()).contains("1 await a start");
        fleet.hear(vm("0"), Phase.VERIFIED);

        AllocationResult.Refused soaking = refusal(fleet.offer(vm("1")));
        assertThat(soaking.blocker().code()).isEqualTo(BlockerCode.WAVE_SOAKING);
        assertThat(soaking.until()).contains(fleet.now.plus(SOAK));
        fleet.pass(SOAK);

        assertThat(waveOf(fleet.offer(vm("1")))).isEqualTo(2);
        assertThat(fleet.rollout()
                        .policyWaves("prod")
                        .wave(2)
                        .opening()
                        .orElseThrow()
                        .quota())
                .as("six of the ten, without the canary")
                .isEqualTo(5);
    }

    @Test
    void shouldTakeAllTheRestBehindTheLastWave() {
        matched(3);
        for (String update : List.of("0", "1")) {
            fleet.offer(vm(update));
            fleet.hear(vm(update), Phase.GRANTED, Phase.APPLIED, Phase.VERIFIED);
            fleet.pass(SOAK);
        }

        fleet.offer(vm("2"));

        assertThat(waveOf(fleet.offer(vm("found later")))).isEqualTo(3);
        assertThat(fleet.rollout()
                        .policyWaves("prod")
                        .wave(3)
                        .opening()
                        .orElseThrow()
                        .quota())
                .isEqualTo(Wave.ALL);
    }

    @Test
    void shouldNotLetAVmThatNeverAsksHoldTheCanaryUp() {
        matched(10);
        fleet.hear(vm("never"), Phase.REQUIRED);

        assertThat(waveOf(fleet.offer(vm("a")))).isEqualTo(1);
        fleet.hear(vm("a"), Phase.GRANTED, Phase.APPLIED, Phase.VERIFIED);
        fleet.pass(SOAK);
        assertThat(waveOf(fleet.offer(vm("b")))).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"RELEASED", "NOT_NEEDED", "SUPERSEDED", "WITHDRAWN"})
    void shouldGiveThePlaceOfAnUpdateThatProvedNothingToAnother(Phase phase) {
        fleet.offer(vm("a"));
        fleet.hear(vm("a"), Phase.GRANTED, phase);

        assertThat(waveOf(fleet.offer(vm("b")))).isEqualTo(1);
    }

    @Test
    void shouldGiveThePlaceOfAnOfferThatWasNotUsedToAnother() {
        fleet.offer(vm("a"));
        fleet.allocator.declined(vm("a"), fleet.now);
        assertThat(waveOf(fleet.offer(vm("b")))).isEqualTo(1);

        fleet.pass(Duration.ofSeconds(119));
        assertThat(fleet.allocator.expire(fleet.now))
                .as("it may have been used at the end of its minute")
                .isEmpty();
        fleet.pass(Duration.ofSeconds(1));
        assertThat(fleet.allocator.expire(fleet.now)).containsExactly(vm("b"));
        assertThat(waveOf(fleet.offer(vm("c")))).isEqualTo(1);
    }

    @Test
    void shouldGoOnFromAllFailuresOfAPauseWhenAPersonResumes() {
        fleet.policy("prod", rules(WaveRules.AT_ONCE, false));
        matched(10);
        for (String update : List.of("a", "b", "c")) {
            fleet.offer(vm(update));
            fleet.hear(vm(update), Phase.GRANTED);
        }
        fleet.hear(vm("a"), Phase.FAILED);
        fleet.hear(vm("b"), Phase.FAILED, Phase.ROLLED_BACK);

        assertThat(fleet.facts)
                .filteredOn(RolloutFact.Paused.class::isInstance)
                .extracting(
                        fact -> ((RolloutFact.Paused) fact).over().orElseThrow().count())
                .as("each failure is told once")
                .containsExactly(1L, 2L);
        fleet.tell(new RolloutFact.Resumed(Fleet.CHANGE, fleet.decree("it was the switch")));

        assertThat(fleet.offer(vm("d"))).isInstanceOf(AllocationResult.Offered.class);
        fleet.hear(vm("c"), Phase.FAILED);
        assertThat(refusal(fleet.offer(vm("e"))).blocker().code()).isEqualTo(BlockerCode.ROLLOUT_PAUSED);
    }

    @Test
    void shouldNameWhomTheNextWaveWaitsFor() {
        matched(10);
        fleet.offer(vm("a"));
        fleet.hear(vm("a"), Phase.GRANTED);

        assertThat(refusal(fleet.offer(vm("b"))).blocker().detail())
                .isEqualTo("Wave 1 took all its VMs, and 1 of them have no verdict: 0 await a start;"
                        + " the first of them: vm-of-a");
    }

    @Test
    void shouldGiveThePlaceOfACanaryOfWhichNobodyHearsToAnother() {
        matched(10);
        fleet.offer(vm("lost"));
        fleet.hear(vm("lost"), Phase.GRANTED);
        fleet.pass(Duration.ofMinutes(15));
        fleet.allocator.expire(fleet.now);

        assertThat(waveOf(fleet.offer(vm("a")))).isEqualTo(1);
        fleet.hear(vm("a"), Phase.GRANTED, Phase.APPLIED, Phase.VERIFIED);
        fleet.pass(SOAK);
        assertThat(waveOf(fleet.offer(vm("b")))).isEqualTo(2);

        fleet.hear(vm("lost"), Phase.APPLIED);
        assertThat(fleet.rollout().policyWaves("prod").wave(1).counts().of(MemberState.AWAITING_START))
                .isEqualTo(1);
    }

    @Test
    void shouldGiveThePlaceOfACanaryWhoseHostIsAwayBeforeItsStartToAnother() {
        matched(10);
        fleet.offer(vm("lost"));
        fleet.hear(vm("lost"), Phase.GRANTED, Phase.APPLIED);
        fleet.hearAway(vm("lost"), Phase.APPLIED);

        assertThat(waveOf(fleet.offer(vm("a")))).isEqualTo(1);
        assertThat(fleet.rollout().policyWaves("prod").wave(1).counts().of(MemberState.OVERDUE))
                .isEqualTo(1);
    }

    @Test
    void shouldTakeAFailureForAVerdictHoweverLongItTakesToRollItBack() {
        WaveRules two = new WaveRules(Optional.of(new Amount.Count(2)), List.of(Share.ALL), SOAK);
        fleet.policy("prod", new RolloutRules(two, WIDE, new Amount.Count(2), false, OnWithdrawal.STAY));
        matched(10);
        fleet.offer(vm("a"));
        fleet.offer(vm("b"));
        fleet.hear(vm("b"), Phase.GRANTED, Phase.APPLIED, Phase.VERIFIED);
        fleet.pass(SOAK);
        fleet.hear(vm("a"), Phase.GRANTED, Phase.FAILED);

        assertThat(refusal(fleet.offer(vm("c"))).blocker().code()).isEqualTo(BlockerCode.WAVE_SOAKING);
        fleet.pass(SOAK);
        assertThat(waveOf(fleet.offer(vm("c")))).isEqualTo(2);
    }

    @Test
    void shouldPauseTheWholeRolloutWhenTheCanaryFails() {
        fleet.policy("test", rules(WaveRules.AT_ONCE, false));
        fleet.offer(vm("a"));
        fleet.hear(vm("a"), Phase.GRANTED, Phase.APPLIED, Phase.FAILED, Phase.ROLLED_BACK);

        assertThat(fleet.facts.get(1)).isInstanceOfSatisfying(RolloutFact.Paused.class, paused -> {
            assertThat(paused.condition().actor()).isEmpty();
            assertThat(paused.condition().reason()).isEqualTo("1 updates of wave 1 of policy prod failed");
        });
        assertThat(fleet.facts).as("it is paused once").hasSize(2);
        fleet.pass(Duration.ofDays(1));
        AllocationResult other = fleet.offer(Fleet.request("b", Fleet.CHANGE, "test", Map.of()));
        assertThat(refusal(other).blocker().code()).isEqualTo(BlockerCode.ROLLOUT_PAUSED);
        assertThat(fleet.offer(Fleet.request("c", "change-2", "prod", Map.of())))
                .as("another change goes its own way")
                .isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldGoOnWhenAPersonResumesAndPauseAgainOverNewFailuresOnly() {
        matched(10);
        fleet.offer(vm("a"));
        fleet.hear(vm("a"), Phase.GRANTED, Phase.APPLIED, Phase.FAILED, Phase.ROLLED_BACK);
        RolloutFact paused = fleet.facts.get(fleet.facts.size() - 1);

        fleet.tell(new RolloutFact.Resumed(Fleet.CHANGE, fleet.decree("the rack was on fire")));
        fleet.tell(paused);
        fleet.pass(SOAK);

        assertThat(waveOf(fleet.offer(vm("b"))))
                .as("an old pause that is read again")
                .isEqualTo(2);
        fleet.hear(vm("b"), Phase.GRANTED, Phase.FAILED);
        assertThat(fleet.rollout().conditions().paused()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"PAUSED, ROLLOUT_PAUSED", "ABORTED, ROLLOUT_ABORTED", "FROZEN, FROZEN"})
    void shouldGrantNothingThatAPersonForbids(String what, BlockerCode code) {
        fleet.offer(vm("a"));
        RolloutCondition condition = fleet.decree("we have a release tonight");
        switch (what) {
            case "PAUSED" -> fleet.tell(new RolloutFact.Paused(Fleet.CHANGE, condition, Optional.empty()));
            case "ABORTED" -> fleet.tell(new RolloutFact.Aborted(Fleet.CHANGE, condition));
            default -> fleet.rollouts.frozen(condition);
        }
        fleet.allocator.declined(vm("a"), fleet.now);
        fleet.pass(Duration.ofMinutes(1));

        assertThat(refusal(fleet.offer(vm("b"))).blocker()).satisfies(blocker -> {
            assertThat(blocker.code()).isEqualTo(code);
            assertThat(blocker.since()).isEqualTo(condition.at());
            assertThat(blocker.detail()).contains("by ada: we have a release tonight");
        });
    }

    @Test
    void shouldGrantAgainWhenTheFleetIsNotFrozenAnyMore() {
        fleet.rollouts.frozen(fleet.decree("first"));
        fleet.rollouts.frozen(fleet.decree("second"));
        assertThat(fleet.rollouts.freeze().orElseThrow().reason()).isEqualTo("first");

        fleet.rollouts.unfrozen();

        assertThat(fleet.offer(vm("a"))).isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldNeverGoOnOnceAborted() {
        fleet.tell(new RolloutFact.Aborted(Fleet.CHANGE, fleet.decree("wrong kernel")));
        fleet.tell(new RolloutFact.Resumed(Fleet.CHANGE, fleet.decree("try")));

        assertThat(refusal(fleet.offer(vm("a"))).blocker().code()).isEqualTo(BlockerCode.ROLLOUT_ABORTED);
    }

    @Test
    void shouldWaitForAnApprovalWhereThePolicyAsksForOne() {
        fleet.policy("prod", rules(WaveRules.AT_ONCE, true));
        assertThat(refusal(fleet.offer(vm("a"))).blocker().code()).isEqualTo(BlockerCode.AWAITING_APPROVAL);

        fleet.tell(new RolloutFact.Approved(Fleet.CHANGE, fleet.decree("read the notes")));

        assertThat(fleet.offer(vm("a"))).isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldNotOpenAWaveOfAShareBeforeItIsKnownOfWhat() {
        WaveRules tenth = new WaveRules(Optional.of(Share.percent(10)), List.of(Share.ALL), SOAK);
        fleet.policy("prod", rules(tenth, false));
        required(24);
        fleet.tell(new RolloutFact.FanOutFinished(Fleet.CHANGE, 0, 2, 15, fleet.now));
        assertThat(refusal(fleet.offer(vm("a"))).blocker().code()).isEqualTo(BlockerCode.WAVE_NOT_OPEN);
        fleet.tell(new RolloutFact.FanOutFinished(Fleet.CHANGE, 1, 2, 10, fleet.now));
        fleet.tell(new RolloutFact.FanOutFinished(Fleet.CHANGE, 1, 2, 10, fleet.now));
        assertThat(refusal(fleet.offer(vm("a"))).blocker().detail()).contains("24 of 25");

        required(25);
        fleet.offer(vm("a"));

        assertThat(fleet.rollout()
                        .policyWaves("prod")
                        .wave(1)
                        .opening()
                        .orElseThrow()
                        .quota())
                .isEqualTo(3);
    }

    @Test
    void shouldTakeTheShareOfThePolicysOwnVms() {
        fleet.policy("test", rules(WaveRules.AT_ONCE, false));
        required(5);
        for (int i = 0; i < 5; i++) {
            fleet.hear(Fleet.request("test-" + i, Fleet.CHANGE, "test", Map.of()), Phase.REQUIRED);
        }
        fleet.tell(new RolloutFact.FanOutFinished(Fleet.CHANGE, 0, 1, 10, fleet.now));
        fleet.offer(vm("0"));
        fleet.hear(vm("0"), Phase.GRANTED, Phase.VERIFIED);
        fleet.pass(SOAK);

        fleet.offer(vm("1"));

        assertThat(fleet.rollout()
                        .policyWaves("prod")
                        .wave(2)
                        .opening()
                        .orElseThrow()
                        .quota())
                .as("three of five, without the canary")
                .isEqualTo(2);
    }

    @Test
    void shouldTakeOneVmInAWaveThatReachesNoMoreThanTheOnesBefore() {
        WaveRules waveRules =
                new WaveRules(Optional.of(new Amount.Count(2)), List.of(Share.percent(20), Share.ALL), Duration.ZERO);
        fleet.policy("prod", rules(waveRules, false));
        matched(10);
        for (String update : List.of("0", "1")) {
            fleet.offer(vm(update));
            fleet.hear(vm(update), Phase.GRANTED, Phase.VERIFIED);
        }

        assertThat(waveOf(fleet.offer(vm("2")))).isEqualTo(2);
        assertThat(fleet.offer(vm("3"))).isInstanceOf(AllocationResult.Refused.class);
    }

    @Test
    void shouldStopNothingOverFailuresWhereNoPolicyAsksForIt() {
        for (String update : List.of("a", "b", "c")) {
            LeaseRequest leaseRequest = Fleet.request(update, Fleet.CHANGE, "", Map.of());
            fleet.offer(leaseRequest);
            fleet.hear(leaseRequest, Phase.GRANTED, Phase.FAILED, Phase.ROLLED_BACK);
        }

        assertThat(fleet.offer(Fleet.request("d", Fleet.CHANGE, "", Map.of())))
                .isInstanceOf(AllocationResult.Offered.class);
    }

    @Test
    void shouldCountEachUpdateOnceAndFinishWithTheLast() {
        matched(2);
        fleet.offer(vm("0"));
        fleet.hear(vm("0"), Phase.GRANTED, Phase.APPLIED, Phase.VERIFIED, Phase.VERIFIED, Phase.REQUIRED);
        assertThat(fleet.rollout().policyWaves("prod").wave(1).counts().of(MemberState.VERIFIED))
                .isEqualTo(1);

        fleet.hear(vm("1"), Phase.NOT_NEEDED, Phase.NOT_NEEDED);

        assertThat(fleet.facts)
                .filteredOn(RolloutFact.Finished.class::isInstance)
                .hasSize(1);
        assertThat(fleet.rollout().open()).isZero();
    }

    @Test
    void shouldFinishARolloutThatConcernsNobody() {
        matched(0);

        assertThat(fleet.facts).containsExactly(new RolloutFact.Finished(Fleet.CHANGE, fleet.now));
    }

    @Test
    void shouldNotFinishARolloutWhileVmsRunFromUnknownVolumes() {
        VmsOnUnknownVolumes unknown = new VmsOnUnknownVolumes(2, List.of());
        fleet.tell(new RolloutFact.FanOutFinished(Fleet.CHANGE, 0, 2, 0, fleet.now));
        fleet.tell(new RolloutFact.FanOutFinished(Fleet.CHANGE, 1, 2, 0, unknown, fleet.now));
        assertThat(fleet.facts).isEmpty();

        // What was unknown turns out to need the change, and is heard of after that.
        fleet.tell(new RolloutFact.FanOutFinished(Fleet.CHANGE, 1, 2, 1, fleet.now));
        assertThat(fleet.facts).isEmpty();
        required(1);
        fleet.hear(vm("0"), Phase.NOT_NEEDED);

        assertThat(fleet.facts).containsExactly(new RolloutFact.Finished(Fleet.CHANGE, fleet.now));
    }

    private static RolloutRules rules(WaveRules waveRules, boolean approval) {
        return new RolloutRules(waveRules, WIDE, new Amount.Count(1), approval, OnWithdrawal.STAY);
    }

    private void required(int vms) {
        for (int i = 0; i < vms; i++) {
            fleet.hear(vm(String.valueOf(i)), Phase.REQUIRED);
        }
    }

    private void matched(int vms) {
        required(vms);
        fleet.tell(new RolloutFact.FanOutFinished(Fleet.CHANGE, 0, 1, vms, fleet.now));
    }

    private static LeaseRequest vm(String updateId) {
        return Fleet.request(updateId, Fleet.CHANGE, "prod", Map.of());
    }

    private static int waveOf(AllocationResult result) {
        assertThat(result).isInstanceOf(AllocationResult.Offered.class);
        return ((AllocationResult.Offered) result).lease().wave();
    }

    private static AllocationResult.Refused refusal(AllocationResult result) {
        assertThat(result).isInstanceOf(AllocationResult.Refused.class);
        return (AllocationResult.Refused) result;
    }
}
