package io.slackwater.domain.update.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.World;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.vm.UpdateHistory;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VmDeciderTest {

    private static final String UPDATE = "update-1";
    private static final Admission ADMISSION = Admission.of("", 2, Map.of());

    private final World world = new World().vm(vm -> vm.required(World.update(World.kernel())));
    private final List<Effect> emitted = new ArrayList<>();

    @Test
    void shouldAskForASlotWhenNothingHoldsTheUpdateUp() {
        decide();

        assertThat(emitted).containsExactly(ask(1));
    }

    @Test
    void shouldEmitNothingWhenItDecidesTwiceOnTheSame() {
        decide();
        emitted.clear();

        decide();

        assertThat(emitted).isEmpty();
    }

    @Test
    void shouldSayBlockersOnceUntilOthersHoldItUp() {
        world.vm(vm -> vm.powered(World.HOST, World.running(World.NOW)));
        decide();
        world.pass(Duration.ofMinutes(1));
        decide();
        world.host(host -> host.lost(world.now()));
        decide();

        assertThat(sayings()).extracting(UpdatePhaseEvent::phase).containsExactly(Phase.REQUIRED, Phase.REQUIRED);
        assertThat(sayings().get(0).blockers()).extracting(Blocker::code).containsExactly(BlockerCode.VM_RUNNING);
        assertThat(sayings().get(1).blockers())
                .extracting(Blocker::code)
                .containsExactlyInAnyOrder(BlockerCode.VM_RUNNING, BlockerCode.HOST_UNREACHABLE);
    }

    @Test
    void shouldSayThatTheBudgetIsExhaustedWhenNoSlotComes() {
        decide();
        world.pass(Duration.ofSeconds(5));
        decide();
        world.pass(Duration.ofSeconds(5));
        decide();

        assertThat(sayings()).singleElement().satisfies(said -> assertThat(said.blockers())
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.BUDGET_EXHAUSTED));
    }

    @Test
    void shouldSayWhatTheBudgetHasAgainstIt() {
        decide();
        Blocker frozen = new Blocker(BlockerCode.FROZEN, "fleet", World.NOW, "The fleet is frozen by ada: release");
        world.vm(vm -> vm.refused(UPDATE, World.NOW, frozen));
        world.pass(Duration.ofSeconds(5));
        decide();

        assertThat(lastSaid().blockers()).containsExactly(frozen);
        assertThat(lastSaid().admission()).contains(Admission.of("", 0, Map.of()));
    }

    @Test
    void shouldSayByWhichRightItGoes() {
        apply();

        assertThat(sayings()).extracting(UpdatePhaseEvent::phase).containsExactly(Phase.GRANTED, Phase.APPLIED);
        assertThat(sayings()).allSatisfy(said -> assertThat(said.admission()).contains(ADMISSION));
    }

    @Test
    void shouldTryAChangeThatFailedOnceAPersonWantsIt() {
        world.vm(vm -> vm.applyEvent(UpdatePhaseEvent.of(vm.updates().get(0), Phase.ROLLED_BACK)))
                .vm(vm -> new Vm(
                        vm.id(),
                        vm.placements(),
                        vm.goneSince(),
                        vm.unreadable(),
                        vm.updates(),
                        new UpdateHistory(
                                List.of(), Map.of(World.CHANGE, World.EARLIER), Map.of(), List.of(), Optional.empty())))
                .vm(vm -> vm.required(World.update("update-2", World.CHANGE, World.kernel())));
        decide();
        assertThat(lastSaid().blockers()).extracting(Blocker::code).containsExactly(BlockerCode.FAILED_BEFORE);

        world.vm(vm -> vm.retried(World.CHANGE, World.NOW));
        emitted.clear();
        decide();

        assertThat(emitted).singleElement().isInstanceOf(Effect.RequestLease.class);
    }

    @Test
    void shouldGrantWithTheNewVolumesAndTellTheHandToApply() {
        grant();

        assertThat(lastSaid().phase()).isEqualTo(Phase.GRANTED);
        assertThat(lastSaid().attempt()).isEqualTo(1);
        assertThat(lastSaid().replacements().get(0).to()).contains(World.NEW_KERNEL);
        Effect.IssueCommand told = lastTold();
        assertThat(told.type()).isEqualTo(CommandType.APPLY);
        assertThat(told.hostUri()).isEqualTo("simulated://127.0.0.1:1/host-1");
    }

    @Test
    void shouldGiveTheSlotBackWhenTheVmWasStartedBeforeItCame() {
        decide();
        world.vm(vm -> vm.offered(UPDATE, World.NOW, World.NOW.plusSeconds(60), ADMISSION));
        world.vm(vm -> vm.powered(World.HOST, World.running(World.NOW)));
        decide();

        assertThat(emitted)
                .contains(new Effect.ReturnLease(world.vm().updates().get(0).key(), 1, World.NOW, World.HOST));
        assertThat(sayings()).extracting(UpdatePhaseEvent::phase).containsExactly(Phase.REQUIRED);
    }

    @Test
    void shouldNotTakeTheSlotOfAnAskThatItGaveBack() {
        decide();
        world.vm(vm -> vm.powered(World.HOST, World.running(World.NOW)));
        decide();
        world.pass(Duration.ofHours(1));
        world.vm(vm -> vm.powered(World.HOST, World.off("SHUTDOWN", World.NOW)));
        decide();
        assertThat(emitted).last().isEqualTo(ask(1));

        world.vm(vm -> vm.offered(UPDATE, World.NOW, world.now().plusSeconds(60), ADMISSION));
        emitted.clear();
        decide();

        assertThat(emitted).isEmpty();
        world.vm(vm -> vm.offered(UPDATE, world.now(), world.now().plusSeconds(60), ADMISSION));
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.GRANTED);
    }

    @Test
    void shouldAskAgainWhenTheSlotCameTooLate() {
        decide();
        world.vm(vm -> vm.offered(UPDATE, World.NOW, World.NOW.plusSeconds(60), ADMISSION));
        world.pass(Duration.ofSeconds(60));
        emitted.clear();
        decide();

        assertThat(emitted).containsExactly(ask(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandOutcomeStatus.class,
            names = {"EXPECTATION_FAILED", "NOT_HERE", "EXPIRED", "NOT_MODIFIABLE", "INCONCLUSIVE", "UNREACHABLE"})
    void shouldReleaseAGrantThatCameBackUnusedAndAskAgainAfterAPause(CommandOutcomeStatus status) {
        grant();
        answer(CommandType.APPLY, status);
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.RELEASED);
        assertThat(lastSaid().reason().orElseThrow()).contains(status.name());
        emitted.clear();
        decide();
        world.pass(Duration.ofSeconds(10));
        decide();
        assertThat(emitted).contains(ask(2));
    }

    @Test
    void shouldShowThatTheDefinitionWasNotTheExpectedOne() {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.EXPECTATION_FAILED);
        decide();
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.REQUIRED);
        assertThat(lastSaid().blockers()).extracting(Blocker::code).containsExactly(BlockerCode.EXPECTATION_CHANGED);
    }

    @Test
    void shouldIssueACommandAgainOnlyAfterItsLifetimeAndAMarginAndThenLessAndLessOften() {
        grant();
        emitted.clear();

        world.pass(Duration.ofSeconds(89));
        decide();
        assertThat(emitted).isEmpty();
        world.pass(Duration.ofSeconds(1));
        decide();
        assertThat(lastTold().issue().number()).isEqualTo(2);
        emitted.clear();
        world.pass(Duration.ofSeconds(179));
        decide();
        assertThat(emitted).isEmpty();
        world.pass(Duration.ofSeconds(1));
        decide();
        assertThat(lastTold().issue().number()).isEqualTo(3);
    }

    @Test
    void shouldAwaitTheStartOnceApplied() {
        apply();

        assertThat(lastSaid().phase()).isEqualTo(Phase.APPLIED);
        assertThat(lastSaid().blockers()).extracting(Blocker::code).containsExactly(BlockerCode.AWAITING_START);
        emitted.clear();
        decide();
        assertThat(emitted).isEmpty();
    }

    @Test
    void shouldSayThatNobodyReachesTheHostOfWhatAwaitsItsStartAndThatSomebodyDoesAgain() {
        apply();
        world.host(host -> host.lost(World.NOW));
        emitted.clear();
        world.pass(World.TIMING.commandTimeout().minusMillis(1));
        decide();
        assertThat(sayings()).as("not for long yet").isEmpty();

        world.pass(Duration.ofMillis(1));
        decide();
        decide();

        assertThat(sayings()).singleElement().satisfies(said -> {
            assertThat(said.phase()).isEqualTo(Phase.APPLIED);
            assertThat(said.blockers())
                    .extracting(Blocker::code)
                    .containsExactly(BlockerCode.AWAITING_START, BlockerCode.HOST_UNREACHABLE);
        });
        world.host(host -> host.reached(world.now()));
        decide();
        assertThat(lastSaid().blockers()).extracting(Blocker::code).containsExactly(BlockerCode.AWAITING_START);
    }

    @Test
    void shouldStayInItsStageWhenTheSamePhaseIsSaidAgain() {
        apply();
        UpdatePhaseEvent first = lastSaid();
        Vm replayed = Vm.unknown(World.VM).recorded(sayings().get(0)).recorded(first);
        UpdatePhaseEvent again = UpdatePhaseEvent.of(
                world.vm().update(UPDATE).orElseThrow().decided(World.NOW.plusSeconds(60)), Phase.APPLIED);

        Vm told = replayed.recorded(again);

        assertThat(told.update(UPDATE).orElseThrow().state())
                .isEqualTo(replayed.update(UPDATE).orElseThrow().state());
        assertThat(told.update(UPDATE).orElseThrow().decidedAt()).isEqualTo(again.at());
    }

    @Test
    void shouldSayThatNobodyReachesTheHostOfWhatIsRolledBack() {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.FAILED);
        decide();
        world.host(host -> host.lost(World.NOW));
        world.pass(World.TIMING.commandTimeout());
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        assertThat(lastSaid().blockers()).extracting(Blocker::code).containsExactly(BlockerCode.HOST_UNREACHABLE);
        assertThat(lastSaid().reason()).contains("as told");
    }

    @Test
    void shouldVerifyAtTheNextStartAndEnd() {
        apply();
        start();
        assertThat(lastTold().type()).isEqualTo(CommandType.VERIFY);

        world.vm(vm -> vm.answered(
                UPDATE,
                new CommandOutcome(
                        CommandType.VERIFY,
                        1,
                        1,
                        CommandOutcomeStatus.DONE,
                        "",
                        List.of(),
                        Optional.of("6.2.0"),
                        VerifiedBy.GUEST_AGENT),
                ""));
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.VERIFIED);
        assertThat(lastSaid().kernelRelease()).contains("6.2.0");
        assertThat(world.vm().updates()).isEmpty();
        assertThat(world.vm().history().ended(UPDATE)).isTrue();
    }

    @Test
    void shouldJudgeTheNextStartWhenThisOneHadNoVerdict() {
        apply();
        start();
        answer(CommandType.VERIFY, CommandOutcomeStatus.INCONCLUSIVE);
        decide();
        world.pass(Duration.ofMinutes(1));
        emitted.clear();
        decide();
        assertThat(emitted)
                .as("the run that had no verdict is not judged again")
                .isEmpty();

        world.vm(vm -> vm.powered(World.HOST, World.off("SHUTDOWN", world.now())));
        world.pass(Duration.ofMinutes(1));
        start();

        assertThat(lastTold().type()).isEqualTo(CommandType.VERIFY);
        assertThat(sayings()).as("what is said of it stays APPLIED").isEmpty();
    }

    @Test
    void shouldJudgeTheSameRunAgainWhenNobodyCouldLook() {
        apply();
        start();
        answer(CommandType.VERIFY, CommandOutcomeStatus.UNREACHABLE);
        decide();
        emitted.clear();
        world.pass(Duration.ofSeconds(10));
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.VERIFY);
    }

    @Test
    void shouldLookAtAStartThatFailed() {
        apply();
        world.pass(Duration.ofMinutes(1));
        world.vm(vm -> vm.powered(World.HOST, World.off("FAILED", world.now())));
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.VERIFY);
    }

    @Test
    void shouldLookAtAStartThatFailedBeforeTheAnswerOfTheHandCame() {
        grant();
        world.pass(Duration.ofSeconds(1));
        world.vm(vm -> vm.powered(World.HOST, World.off("CRASHED", world.now())));
        world.pass(Duration.ofSeconds(1));
        answer(CommandType.APPLY, CommandOutcomeStatus.DONE);
        decide();
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.VERIFY);
    }

    @ParameterizedTest
    @CsvSource({"APPLY", "VERIFY"})
    void shouldRollBackWhatFailedAndNotTryItAgain(CommandType failing) {
        if (failing == CommandType.APPLY) {
            grant();
        } else {
            apply();
            start();
        }
        answer(failing, CommandOutcomeStatus.FAILED);
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        assertThat(lastTold().type()).isEqualTo(CommandType.ROLL_BACK);

        answer(CommandType.ROLL_BACK, CommandOutcomeStatus.DONE);
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.ROLLED_BACK);
        assertThat(world.vm().history().failedChanges()).containsExactly(World.CHANGE);

        world.vm(vm -> vm.powered(World.HOST, World.off("SHUTDOWN", World.EARLIER)))
                .vm(vm -> vm.observed(World.HOST, World.definition(World.kernelUse(World.OLD_KERNEL, false))))
                .vm(vm -> vm.required(World.update("update-2", World.CHANGE, World.kernel())));
        world.pass(Duration.ofHours(1));
        decide();
        assertThat(lastSaid().blockers()).extracting(Blocker::code).contains(BlockerCode.FAILED_BEFORE);
    }

    @Test
    void shouldBeRolledBackOnlyWhenTheGuestDoesNotRunTheBadVersionAnyMore() {
        apply();
        start();
        answer(CommandType.VERIFY, CommandOutcomeStatus.FAILED);
        decide();
        answer(CommandType.ROLL_BACK, CommandOutcomeStatus.INCONCLUSIVE);
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        assertThat(lastSaid().blockers()).extracting(Blocker::code).containsExactly(BlockerCode.AWAITING_STOP);

        world.pass(Duration.ofMinutes(1));
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        world.vm(vm -> vm.powered(World.HOST, World.off("SHUTDOWN", world.now())));
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.ROLLED_BACK);
    }

    @ParameterizedTest
    @EnumSource(
            value = CommandOutcomeStatus.class,
            names = {"EXPECTATION_FAILED", "NOT_HERE", "EXPIRED", "NOT_MODIFIABLE", "FAILED", "UNREACHABLE"})
    void shouldTryARollbackAgainUntilItIsDone(CommandOutcomeStatus status) {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.FAILED);
        decide();
        answer(CommandType.ROLL_BACK, status);
        world.pass(Duration.ofSeconds(10));
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.ROLL_BACK);
        assertThat(lastTold().issue().number()).isEqualTo(2);
    }

    @Test
    void shouldTakeALateSuccessAndIgnoreALateFailureOfAnEarlierIssue() {
        grant();
        world.pass(Duration.ofSeconds(90));
        decide();
        emitted.clear();

        world.vm(vm -> vm.answered(UPDATE, anAnswer(CommandType.APPLY, 1, CommandOutcomeStatus.EXPIRED), ""));
        decide();
        assertThat(emitted).isEmpty();
        world.vm(vm -> vm.answered(UPDATE, anAnswer(CommandType.APPLY, 1, CommandOutcomeStatus.DONE), ""));
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.APPLIED);
    }

    @Test
    void shouldIgnoreAnswersToCommandsThatAreNotOut() {
        grant();
        emitted.clear();
        answer(CommandType.VERIFY, CommandOutcomeStatus.DONE);
        answer(CommandType.ROLL_BACK, CommandOutcomeStatus.DONE);
        world.vm(vm -> vm.answered(
                UPDATE,
                new CommandOutcome(
                        CommandType.APPLY,
                        7,
                        1,
                        CommandOutcomeStatus.DONE,
                        "",
                        List.of(),
                        Optional.empty(),
                        VerifiedBy.UNKNOWN),
                ""));
        decide();

        assertThat(emitted).isEmpty();
    }

    @Test
    void shouldWithdrawWhatWaits() {
        world.withdraw(World.CHANGE);
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.WITHDRAWN);
        assertThat(lastSaid().reason()).contains("it does not boot");
    }

    @Test
    void shouldRollBackAWithdrawnChangeBeforeItsFirstStart() {
        apply();
        world.withdraw(World.CHANGE);
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        assertThat(lastTold().type()).isEqualTo(CommandType.ROLL_BACK);
    }

    @Test
    void shouldSupersedeWhatWaitsByALaterUpdateOfTheSameSlots() {
        world.vm(vm -> vm.required(World.update("update-2", "debian-12-bbbbbbbbbbbbbbbb", World.kernel())));
        decide();

        assertThat(sayings().get(0).phase()).isEqualTo(Phase.SUPERSEDED);
        assertThat(sayings().get(0).supersededBy()).contains("debian-12-bbbbbbbbbbbbbbbb");
        assertThat(world.vm().updates()).singleElement().satisfies(left -> assertThat(left.id())
                .isEqualTo("update-2"));
    }

    @Test
    void shouldKeepALaterUpdateWaitingWhileOneIsInFlight() {
        grant();
        world.vm(vm -> vm.required(World.update("update-2", "debian-12-bbbbbbbbbbbbbbbb", World.kernel())));
        emitted.clear();
        decide();

        assertThat(sayings()).singleElement().satisfies(said -> {
            assertThat(said.key().updateId()).isEqualTo("update-2");
            assertThat(said.blockers()).extracting(Blocker::code).contains(BlockerCode.AWAITING_START);
        });
    }

    @Test
    void shouldNotNeedAnUpdateOfAVmThatIsGoneForTheSettleTime() {
        world.vm(vm -> vm.gone(World.HOST, World.NOW));
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.REQUIRED);
        world.pass(Duration.ofSeconds(60));
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.NOT_NEEDED);
    }

    @Test
    void shouldEndWhatWasAppliedOnAHostThatIsRetired() {
        apply();
        emitted.clear();
        world.host(host -> host.retired(world.now()));
        decide();
        assertThat(sayings()).isEmpty();
        world.pass(Duration.ofSeconds(60));
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.NOT_NEEDED);
    }

    @Test
    void shouldEndWhatWasGrantedOnAHostThatIsRetiredOnceItsCommandHasRunOut() {
        grant();
        emitted.clear();
        world.host(host -> host.retired(world.now()));
        world.pass(Duration.ofSeconds(89));
        decide();
        assertThat(emitted).isEmpty();
        world.pass(Duration.ofSeconds(1));
        decide();

        assertThat(sayings()).extracting(UpdatePhaseEvent::phase).containsExactly(Phase.NOT_NEEDED);
        assertThat(emitted).noneMatch(Effect.IssueCommand.class::isInstance);
    }

    @Test
    void shouldGoOnWhereTheVmIsWhenItsOtherHostIsRetired() {
        grant();
        emitted.clear();
        world.host(World.activeHost("new-name"))
                .vm(vm -> vm.observed(
                        "new-name", vm.presentPlacements().get(0).definition().orElseThrow()))
                .host(host -> host.retired(world.now()));
        world.pass(Duration.ofSeconds(90));
        decide();

        assertThat(lastTold().update().hostId()).isEqualTo("new-name");
        assertThat(sayings()).isEmpty();
    }

    @Test
    void shouldNotMistakeAMigrationForTheEndOfAVm() {
        world.vm(vm -> vm.gone(World.HOST, World.NOW)
                .observed("host-2", World.definition(World.kernelUse(World.OLD_KERNEL, false))));
        world.pass(Duration.ofSeconds(61));
        decide();

        assertThat(sayings()).extracting(UpdatePhaseEvent::phase).containsExactly(Phase.REQUIRED);
    }

    @Test
    void shouldNotNeedAnUpdateOfASlotThatItsOwnerMovedAway() {
        world.vm(vm -> vm.observed(
                World.HOST, World.definition(World.NOW, World.kernelUse(World.volume("own-kernel"), false))));
        decide();
        assertThat(emitted).as("events of several topics may be out of order").isEmpty();
        world.pass(Duration.ofSeconds(5));
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.NOT_NEEDED);
        assertThat(lastSaid().reason().orElseThrow()).contains("kernel");
    }

    @Test
    void shouldApplyAgainWhatWasAppliedAndWhoseAnswerWasLost() {
        observeApplied();
        world.pass(Duration.ofSeconds(10));
        decide();

        assertThat(emitted).containsExactly(ask(1));
    }

    @ParameterizedTest
    @CsvSource({"CRASHED", "FAILED"})
    void shouldApplyAgainWhatWasAppliedWhateverBecameOfTheVmSince(String reason) {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.UNREACHABLE);
        decide();
        observeApplied();
        world.vm(vm -> vm.powered(World.HOST, World.off(reason, world.now())));
        world.pass(Duration.ofMinutes(1));
        emitted.clear();
        decide();

        assertThat(emitted).containsExactly(ask(2));
    }

    @Test
    void shouldNotEndBeforeACommandThatMayBeDeliveredAgainIsTooOldForAnEffect() {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.UNREACHABLE);
        decide();
        world.withdraw(World.CHANGE);
        emitted.clear();
        world.pass(World.TIMING.commandTimeout().minusMillis(1));
        decide();
        assertThat(sayings()).isEmpty();

        world.pass(Duration.ofSeconds(1));
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.WITHDRAWN);
    }

    @Test
    void shouldGoOnWithADefinitionThatHangsAndRollItBackWhenItsChangeIsWithdrawn() {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.TIMED_OUT);
        emitted.clear();
        decide();
        assertThat(sayings()).as("it may take effect however late").isEmpty();

        world.withdraw(World.CHANGE);
        world.pass(World.TIMING.commandTimeout());
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        assertThat(lastSaid().reason().orElseThrow()).contains("withdrawn");
    }

    @Test
    void shouldNotEndAsWithdrawnWhatIsAppliedAndWasNotJudged() {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.UNREACHABLE);
        decide();
        observeApplied();
        world.withdraw(World.CHANGE);
        world.pass(Duration.ofMinutes(1));
        emitted.clear();
        decide();

        assertThat(emitted).containsExactly(ask(2));
    }

    @Test
    void shouldNotLookAgainForAnUnreachableHostOnceTheUpdateOfAVanishedVmHasEnded() {
        apply();
        world.host(host -> host.lost(world.now()));
        world.vm(vm -> vm.gone(World.HOST, world.now()));
        world.pass(World.TIMING.settleTime());

        VmDecision decision = VmDecider.decide(world.scene());

        assertThat(decision.vm().updates()).isEmpty();
        assertThat(decision.requeueAt()).isEmpty();
    }

    @Test
    void shouldEndWhatItsOwnerRevertedBeforeTheFirstStart() {
        apply();
        world.pass(Duration.ofSeconds(1));
        world.vm(
                vm -> vm.observed(World.HOST, World.definition(world.now(), World.kernelUse(World.OLD_KERNEL, false))));
        decide();
        world.pass(Duration.ofSeconds(5));
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.NOT_NEEDED);
    }

    @Test
    void shouldGiveEachDecisionALaterTimeThanTheOneBefore() {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.DONE);
        decide();

        assertThat(sayings().get(1).at()).isAfter(sayings().get(0).at());
    }

    @Test
    void shouldComeToTheSameStageWhenTheLogIsFoldedAgain() {
        apply();
        start();
        answer(CommandType.VERIFY, CommandOutcomeStatus.FAILED);
        decide();
        Vm replayed = Vm.unknown(World.VM).required(World.update(World.kernel()));
        for (UpdatePhaseEvent said : sayings()) {
            replayed = replayed.recorded(said).recorded(said);
        }

        assertThat(replayed.updates()).singleElement().satisfies(update -> {
            assertThat(update.state()).isInstanceOf(UpdateState.RollingBack.class);
            assertThat(update.replacements())
                    .isEqualTo(world.vm().update(UPDATE).orElseThrow().replacements());
        });
        assertThat(replayed.history()).isEqualTo(world.vm().history());
    }

    private void decide() {
        VmDecision decision = VmDecider.decide(world.scene());
        world.vm(ignored -> decision.vm());
        emitted.addAll(decision.effects());
    }

    private void grant() {
        decide();
        world.vm(vm -> vm.offered(UPDATE, World.NOW, World.NOW.plusSeconds(60), ADMISSION));
        decide();
    }

    private void apply() {
        grant();
        answer(CommandType.APPLY, CommandOutcomeStatus.DONE);
        decide();
        world.vm(vm -> vm.observed(
                World.HOST, World.definition(world.now().plusMillis(5), World.kernelUse(World.NEW_KERNEL, false))));
    }

    private void observeApplied() {
        VmDefinition applied = World.definition(World.NOW, World.kernelUse(World.NEW_KERNEL, false));
        VmDefinition marked = new VmDefinition(
                "web",
                true,
                Optional.empty(),
                false,
                0,
                0,
                applied.uses(),
                Optional.of(UPDATE),
                World.NOW,
                World.NOW,
                Map.of(),
                false);
        world.vm(vm -> vm.observed(World.HOST, marked));
    }

    private void start() {
        emitted.clear();
        world.pass(Duration.ofSeconds(20));
        world.vm(vm -> vm.powered(World.HOST, World.running(world.now())));
        decide();
    }

    private void answer(CommandType type, CommandOutcomeStatus status) {
        world.vm(vm -> vm.answered(UPDATE, anAnswer(type, 1, status), ""));
    }

    private static CommandOutcome anAnswer(CommandType type, int issue, CommandOutcomeStatus status) {
        return new CommandOutcome(type, 1, issue, status, "as told", List.of(), Optional.empty(), VerifiedBy.UNKNOWN);
    }

    private List<UpdatePhaseEvent> sayings() {
        return emitted.stream()
                .filter(Effect.PublishEvent.class::isInstance)
                .map(effect -> ((Effect.PublishEvent) effect).event())
                .toList();
    }

    private UpdatePhaseEvent lastSaid() {
        return sayings().get(sayings().size() - 1);
    }

    private Effect.IssueCommand lastTold() {
        return emitted.stream()
                .filter(Effect.IssueCommand.class::isInstance)
                .map(Effect.IssueCommand.class::cast)
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private Effect.RequestLease ask(int attempt) {
        return new Effect.RequestLease(
                world.vm().updates().get(0).key(), attempt, world.now(), World.HOST, Admission.of("", 0, Map.of()));
    }
}
