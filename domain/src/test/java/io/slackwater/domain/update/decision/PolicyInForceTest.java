package io.slackwater.domain.update.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.World;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.policy.Policies;
import io.slackwater.domain.policy.Policy;
import io.slackwater.domain.policy.schedule.Deadline;
import io.slackwater.domain.policy.schedule.Deadlines;
import io.slackwater.domain.policy.schedule.ModifiableRules;
import io.slackwater.domain.policy.schedule.ScheduleRules;
import io.slackwater.domain.policy.schedule.UpdateMode;
import io.slackwater.domain.policy.window.Window;
import io.slackwater.domain.policy.window.WindowId;
import io.slackwater.domain.update.Admission;
import io.slackwater.domain.update.CommandOutcome;
import io.slackwater.domain.update.CommandOutcomeStatus;
import io.slackwater.domain.update.CommandType;
import io.slackwater.domain.update.Phase;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.volume.VolumeRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the policy that applies makes of a VM's update. It is noon; the window is open every day from two to four in the afternoon. */
class PolicyInForceTest {

    private static final String UPDATE = "update-1";
    private static final Window AFTERNOON = Policies.window("0 14 * * *", "PT2H", "UTC");
    private static final Instant TWO = Instant.parse("2026-03-01T14:00:00Z");
    private static final WindowId THIS_AFTERNOON = new WindowId("web", TWO);

    private final World world = new World().vm(vm -> vm.required(World.update(World.kernel())));
    private final List<Effect> emitted = new ArrayList<>();
    private Optional<Instant> wake = Optional.empty();

    @Test
    void shouldWaitForItsWindowAndBeLookedAtWhenItOpens() {
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE, AFTERNOON));
        decide();

        assertThat(codes()).containsExactly(BlockerCode.OUTSIDE_WINDOW);
        assertThat(lastSaid().blockers().get(0).detail()).contains("2026-03-01T14:00:00Z");
        assertThat(wake).contains(TWO);
    }

    @Test
    void shouldGoInItsWindowAndRecordIt() {
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE, AFTERNOON));
        atTwo();
        grant();

        assertThat(lastSaid().phase()).isEqualTo(Phase.GRANTED);
        assertThat(right().window()).contains(TWO);
        assertThat(right().policyVersion()).isEqualTo(3);
        assertThat(world.vm().history().usedWindows()).containsExactly(THIS_AFTERNOON);
    }

    @Test
    void shouldNotBeginWhatCannotEndInTheWindow() {
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE, AFTERNOON));
        atTwo();
        world.pass(Duration.ofMinutes(116));
        decide();

        assertThat(codes()).containsExactly(BlockerCode.WINDOW_TOO_SHORT);
        assertThat(wake).as("when it has missed its window").contains(TWO.plus(Duration.ofHours(2)));
    }

    @Test
    void shouldNotUseAWindowTwice() {
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE, AFTERNOON));
        atTwo();
        grant();
        world.vm(vm -> vm.applyEvent(UpdatePhaseEvent.of(vm.updates().get(0), Phase.VERIFIED)))
                .vm(vm -> vm.required(World.update("update-2", "debian-12-other", World.kernel())));
        emitted.clear();
        decide();

        assertThat(codes()).contains(BlockerCode.WINDOW_USED);
    }

    @Test
    void shouldGiveItsWindowBackWithAGrantThatWasNotUsed() {
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE, AFTERNOON));
        atTwo();
        grant();
        answer(CommandOutcomeStatus.NOT_MODIFIABLE);
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.RELEASED);
        assertThat(world.vm().history().usedWindows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"MIGRATING, VM_MIGRATING", "JOB_UNDER_WAY, VM_JOB", "BLOCK_JOB_UNDER_WAY, VM_BLOCK_JOB"})
    void shouldSayWhichJobIsInTheWayAndGoOnByItself(CommandOutcomeStatus status, BlockerCode code) {
        world.policy(Policies.policy(UpdateMode.WINDOW_RESTART, Deadlines.NONE, AFTERNOON));
        run();
        atTwo();
        grant();
        answer(status);
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.RELEASED);
        assertThat(world.vm().history().usedWindows()).as("it was not touched").isEmpty();

        decide();
        assertThat(codes()).containsExactly(code);
        world.pass(Duration.ofMinutes(5));
        emitted.clear();
        decide();

        assertThat(emitted).hasAtLeastOneElementOfType(Effect.RequestLease.class);
    }

    @Test
    void shouldKnowTheUsedWindowsFromTheLogAlone() {
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE, AFTERNOON));
        atTwo();
        grant();
        Vm replayed = Vm.unknown(World.VM);
        for (UpdatePhaseEvent event : sayings()) {
            replayed = replayed.recorded(event);
        }

        assertThat(replayed.history().usedWindows()).containsExactly(THIS_AFTERNOON);
    }

    @Test
    void shouldRedefineAVmThatRunsWhereThePolicyAllowsIt() {
        world.policy(Policies.policy(UpdateMode.NEXT_START, Deadlines.NONE));
        run();
        grant();

        assertThat(lastTold().options().mayRun()).isTrue();
        assertThat(lastTold().options().restart()).isEmpty();
    }

    @Test
    void shouldNotJudgeTheRunInWhichTheDefinitionWasChanged() {
        world.policy(Policies.policy(UpdateMode.NEXT_START, Deadlines.NONE));
        run();
        grant();
        answer(CommandOutcomeStatus.DONE);
        observe(World.NEW_KERNEL, World.OLD_KERNEL);
        emitted.clear();
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.APPLIED);
        decide();
        assertThat(told()).isEmpty();

        world.pass(Duration.ofMinutes(1));
        world.vm(vm -> vm.powered(World.HOST, World.off("SHUTDOWN", world.now())));
        world.pass(Duration.ofMinutes(1));
        world.vm(vm -> vm.powered(World.HOST, World.running(world.now())));
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.VERIFY);
    }

    @Test
    void shouldRestartAVmThatRunsInItsWindowOnly() {
        world.policy(Policies.policy(UpdateMode.WINDOW_RESTART, Deadlines.NONE, AFTERNOON));
        run();
        decide();
        assertThat(codes()).containsExactly(BlockerCode.OUTSIDE_WINDOW);

        atTwo();
        grant();

        assertThat(right().restarts()).isTrue();
        assertThat(right().window()).contains(TWO);
        assertThat(lastTold().options().restart()).contains(Policies.CONDUCT.restart());
    }

    @Test
    void shouldLeaveAVmOffThatWasOff() {
        world.policy(Policies.policy(UpdateMode.WINDOW_RESTART, Deadlines.NONE, AFTERNOON));
        atTwo();
        grant();

        assertThat(right().restarts()).isFalse();
        assertThat(lastTold().options().restart()).isEmpty();
    }

    @Test
    void shouldStopNothingAnyMoreWhenTheWindowClosedBeforeTheHandAnswered() {
        world.policy(Policies.policy(UpdateMode.WINDOW_RESTART, Deadlines.NONE, AFTERNOON));
        run();
        atTwo();
        grant();
        emitted.clear();
        world.pass(Duration.ofHours(3));
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.APPLY);
        assertThat(lastTold().options().beginBy()).contains(world.now());
        assertThat(lastTold().options().restart())
                .as("whoever was stopped is started")
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "EXPIRED"})
    void shouldGoOnWithARestartOfWhichNobodyKnowsHowFarItCame(CommandOutcomeStatus status) {
        world.policy(Policies.policy(UpdateMode.WINDOW_RESTART, Deadlines.NONE, AFTERNOON));
        run();
        atTwo();
        grant();
        answer(status);
        emitted.clear();
        world.pass(Duration.ofMinutes(30));
        decide();

        assertThat(sayings()).isEmpty();
        assertThat(lastTold().issue().number()).isEqualTo(2);
    }

    @Test
    void shouldHaveUsedTheWindowInWhichAGuestDidNotShutDown() {
        world.policy(Policies.policy(UpdateMode.WINDOW_RESTART, Deadlines.NONE, AFTERNOON));
        run();
        atTwo();
        grant();
        answer(CommandOutcomeStatus.NOT_STOPPED);
        emitted.clear();
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.RELEASED);
        decide();

        assertThat(codes()).contains(BlockerCode.WINDOW_USED, BlockerCode.RESTART_REFUSED);
    }

    @Test
    void shouldRestartAVmWhoseDeadlinePassedWhileItAwaitedItsStart() {
        Deadline deadline = new Deadline(Duration.ofHours(5), UpdateMode.WINDOW_RESTART);
        world.policy(nextStart(deadline));
        run();
        grant();
        answer(CommandOutcomeStatus.DONE);
        observe(World.NEW_KERNEL, World.OLD_KERNEL);
        decide();
        emitted.clear();
        atTwo();
        decide();
        assertThat(emitted).as("before the deadline").isEmpty();
        world.pass(Duration.ofDays(1));
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.RELEASED);
        decide();
        assertThat(emitted).last().isInstanceOf(Effect.RequestLease.class);
    }

    @Test
    void shouldWaitForNoWindowWhenItIsToBeNow() {
        Deadline deadline = new Deadline(Duration.ofMinutes(30), UpdateMode.RESTART_NOW);
        world.policy(Policies.policy(
                UpdateMode.SHUT_OFF, new Deadlines(Optional.of(deadline), Optional.empty()), AFTERNOON));
        run();
        grant();

        assertThat(right().restarts()).isTrue();
        assertThat(right().window()).isEmpty();
        assertThat(right().overdueSince()).contains(World.EARLIER.plus(deadline.after()));
    }

    @Test
    void shouldShowThatAVmMissedItsWindow() {
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE, AFTERNOON));
        run();
        decide();
        assertThat(right().overdueSince()).isEmpty();
        world.pass(Duration.ofHours(5));
        decide();

        assertThat(right().overdueSince()).contains(TWO.plus(Duration.ofHours(2)));
    }

    @Test
    void shouldPutBackAWithdrawnChangeThatAVmNeverRan() {
        world.policy(Policies.policy(UpdateMode.NEXT_START, Deadlines.NONE));
        run();
        grant();
        answer(CommandOutcomeStatus.DONE);
        observe(World.NEW_KERNEL, World.OLD_KERNEL);
        decide();
        world.withdraw(World.CHANGE);
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.ROLL_BACK);
    }

    @Test
    void shouldStartAgainOnTheOldVersionWhatRanBefore() {
        world.policy(Policies.policy(UpdateMode.WINDOW_RESTART, Deadlines.NONE, AFTERNOON));
        run();
        atTwo();
        grant();
        answer(CommandOutcomeStatus.FAILED);
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.ROLL_BACK);
        assertThat(lastTold().options().startWhenOff()).isTrue();
    }

    @Test
    void shouldSayThatAVmRunsWhatFailedBeforeItIsStopped() {
        failWhileItRuns(UpdateMode.WINDOW_RESTART);
        assertThat(lastTold().options().restart())
                .as("whether it runs is not known")
                .isEmpty();

        answer(CommandType.ROLL_BACK, CommandOutcomeStatus.INCONCLUSIVE);
        emitted.clear();
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        assertThat(right().restarts()).isTrue();
        assertThat(lastTold().issue().number()).isEqualTo(2);
        assertThat(lastTold().options().restart()).isPresent();
        assertThat(lastTold().options().startWhenOff()).isTrue();
        assertThat(Vm.unknown(World.VM)
                        .recorded(lastSaid())
                        .update(UPDATE)
                        .orElseThrow()
                        .admission())
                .as("as a replay knows it")
                .hasValueSatisfying(right -> assertThat(right.restarts()).isTrue());
    }

    @Test
    void shouldAwaitTheStopOfAVmThatThePolicyDoesNotRestart() {
        failWhileItRuns(UpdateMode.SHUT_OFF);

        answer(CommandType.ROLL_BACK, CommandOutcomeStatus.INCONCLUSIVE);
        decide();

        assertThat(codes()).containsExactly(BlockerCode.AWAITING_STOP);
    }

    @Test
    void shouldStopNothingToRollItBackOnceThePolicyRestartsNothing() {
        failWhileItRuns(UpdateMode.WINDOW_RESTART);
        answer(CommandType.ROLL_BACK, CommandOutcomeStatus.INCONCLUSIVE);
        decide();
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE, AFTERNOON));
        world.pass(Duration.ofHours(1));
        decide();

        assertThat(lastTold().options().startWhenOff()).isTrue();
        assertThat(lastTold().options().beginBy()).contains(world.now());
    }

    @Test
    void shouldStopNothingAnyMoreOnceThePolicyRestartsNothing() {
        Deadline deadline = new Deadline(Duration.ofMinutes(30), UpdateMode.RESTART_NOW);
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, new Deadlines(Optional.of(deadline), Optional.empty())));
        run();
        grant();
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE));
        emitted.clear();
        world.pass(Duration.ofHours(1));
        decide();

        assertThat(lastTold().options().beginBy()).contains(world.now());
    }

    @Test
    void shouldNotRestartForAChangeThatWasRecalled() {
        world.policy(Policies.policy(UpdateMode.WINDOW_RESTART, Deadlines.NONE, AFTERNOON));
        run();
        atTwo();
        grant();
        answer(CommandOutcomeStatus.EXPIRED);
        world.withdraw(World.CHANGE);
        emitted.clear();
        world.pass(Duration.ofMinutes(30));
        decide();

        assertThat(told()).extracting(Effect.IssueCommand::type).containsExactly(CommandType.ROLL_BACK);
    }

    @Test
    void shouldAskAnewWhenAnotherPolicyAppliesThanTheOneItAskedUnder() {
        decide();
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE));
        emitted.clear();
        decide();
        decide();

        assertThat(emitted).hasExactlyElementsOfTypes(Effect.ReturnLease.class, Effect.RequestLease.class);
        assertThat(((Effect.RequestLease) emitted.get(1)).admission().policy()).isEqualTo("web");
    }

    @Test
    void shouldAskAnewWhenTheVmGotOtherLabelsThanItWasOfferedASlotFor() {
        world.policy(Policies.policy(UpdateMode.SHUT_OFF, Deadlines.NONE));
        decide();
        world.vm(vm -> vm.offered(
                UPDATE, world.now(), world.now().plusSeconds(60), Admission.of("web", 1, Map.of("app", "shop"))));
        emitted.clear();
        decide();
        decide();

        assertThat(emitted).hasExactlyElementsOfTypes(Effect.ReturnLease.class, Effect.RequestLease.class);
    }

    private static Policy nextStart(Deadline deadline) {
        Policy windowed = Policies.policy(
                UpdateMode.NEXT_START, new Deadlines(Optional.of(deadline), Optional.empty()), AFTERNOON);
        var modifiable = windowed.schedule().modifiable();
        return new Policy(
                windowed.id(),
                windowed.selector(),
                new ScheduleRules(
                        new ModifiableRules(
                                modifiable.mode(), modifiable.settleTime(), false, false, modifiable.applyWithin()),
                        windowed.schedule().windows(),
                        windowed.schedule().deadlines()),
                windowed.execution(),
                windowed.rollout());
    }

    private void atTwo() {
        world.pass(Duration.between(world.now(), TWO));
    }

    private void run() {
        world.vm(vm -> vm.powered(World.HOST, World.running(world.now())))
                .vm(vm -> vm.observed(
                        World.HOST,
                        World.definition(world.now().plusMillis(1), World.kernelUse(World.OLD_KERNEL, true))));
    }

    private void observe(VolumeRef configured, VolumeRef live) {
        world.vm(vm -> vm.observed(
                World.HOST,
                new VmDefinition(
                        "web",
                        true,
                        Optional.empty(),
                        false,
                        0,
                        0,
                        List.of(
                                new SlotUse("kernel", false, true, false, configured, List.of()),
                                new SlotUse("kernel", true, false, false, live, List.of())),
                        Optional.of(UPDATE),
                        world.now().plusMillis(2),
                        world.now().plusMillis(2),
                        Map.of(),
                        false)));
    }

    private void grant() {
        decide();
        world.vm(vm -> vm.offered(UPDATE, world.now(), world.now().plusSeconds(60), Admission.of("web", 1, Map.of())));
        decide();
    }

    /** A VM that was off is updated, started by its owner, and does not come up. */
    private void failWhileItRuns(UpdateMode mode) {
        world.policy(Policies.policy(mode, Deadlines.NONE, AFTERNOON));
        atTwo();
        grant();
        answer(CommandOutcomeStatus.DONE);
        decide();
        world.pass(Duration.ofSeconds(20));
        world.vm(vm -> vm.powered(World.HOST, World.running(world.now())));
        decide();
        answer(CommandType.VERIFY, CommandOutcomeStatus.FAILED);
        decide();
        assertThat(lastTold().type()).isEqualTo(CommandType.ROLL_BACK);
    }

    private void answer(CommandOutcomeStatus status) {
        answer(CommandType.APPLY, status);
    }

    private void answer(CommandType type, CommandOutcomeStatus status) {
        List<Replacement> none = List.of();
        world.vm(vm -> vm.answered(
                UPDATE,
                new CommandOutcome(type, 1, 1, status, "as told", none, Optional.empty(), VerifiedBy.UNKNOWN),
                ""));
    }

    private void decide() {
        VmDecision decision = VmDecider.decide(world.scene());
        world.vm(vm -> decision.vm());
        emitted.addAll(decision.effects());
        wake = decision.requeueAt();
    }

    private List<BlockerCode> codes() {
        return lastSaid().blockers().stream().map(Blocker::code).toList();
    }

    private Admission right() {
        return lastSaid().admission().orElseThrow();
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

    private List<Effect.IssueCommand> told() {
        return emitted.stream()
                .filter(Effect.IssueCommand.class::isInstance)
                .map(Effect.IssueCommand.class::cast)
                .toList();
    }

    private Effect.IssueCommand lastTold() {
        return told().get(told().size() - 1);
    }
}
