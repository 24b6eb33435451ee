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
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdatePhaseEvent;
import io.slackwater.domain.update.VerifiedBy;
import io.slackwater.domain.vm.Vm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong again and again: a VM that stops, a host that refuses. */
class BoundsTest {

    private static final String UPDATE = "update-1";
    private static final Admission ADMISSION = Admission.of("", 2, Map.of());
    private static final String REFUSAL = "Cannot define it: unsupported configuration";

    private final World world = new World().vm(vm -> vm.required(World.update(World.kernel())));
    private final List<Effect> emitted = new ArrayList<>();

    @Test
    void shouldFailAnUpdateWhoseVmStoppedByItselfThreeTimes() {
        apply();

        runAndStop();
        assertThat(lastSaid().phase()).isEqualTo(Phase.APPLIED);
        assertThat(lastSaid().failures().stops()).isEqualTo(1);
        assertThat(lastSaid().blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.code()).isEqualTo(BlockerCode.AWAITING_START);
            assertThat(blocker.detail())
                    .endsWith("The VM has stopped 1 time before a verdict. After 3 stops the update fails. Start the VM"
                            + " to try again");
        });
        runAndStop();
        assertThat(lastSaid().phase()).isEqualTo(Phase.APPLIED);
        runAndStop();

        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        assertThat(lastSaid().reason()).contains("The VM stopped by itself 3 times before there was a verdict");
        assertThat(lastSaid().admission()).as("its wave counts it").contains(ADMISSION);
        assertThat(lastTold().type()).isEqualTo(CommandType.ROLL_BACK);
    }

    @Test
    void shouldCountOnAfterAReplay() {
        apply();
        runAndStop();
        runAndStop();

        List<UpdatePhaseEvent> said = sayings();
        world.vm(vm -> said.stream().reduce(forgotten(vm), Vm::recorded, (one, other) -> other));
        runAndStop();

        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
    }

    @Test
    void shouldCountEachRunOnceThoughItsStopIsSeenLate() {
        apply();
        start();
        for (int look = 0; look < 4; look++) {
            answer(CommandType.VERIFY, CommandOutcomeStatus.STOPPED, "It stopped");
            decide();
            world.vm(vm ->
                    vm.observed(World.HOST, World.definition(world.now(), World.kernelUse(World.NEW_KERNEL, true))));
            world.pass(Duration.ofSeconds(10));
            decide();
            assertThat(lastTold().type()).as("the same run is looked at again").isEqualTo(CommandType.VERIFY);
        }

        assertThat(update().failures().stops()).isEqualTo(1);
    }

    @Test
    void shouldLookAtTheNextRunFromItsBeginning() {
        apply();
        runAndStop();
        emitted.clear();

        world.pass(Duration.ofSeconds(1));
        world.vm(vm -> vm.powered(World.HOST, World.running(world.now())));
        decide();

        assertThat(lastTold().type()).isEqualTo(CommandType.VERIFY);
    }

    @Test
    void shouldNotCountWhatSomebodyElseSwitchedOff() {
        apply();
        for (int run = 0; run < 5; run++) {
            start();
            answer(CommandType.VERIFY, CommandOutcomeStatus.INCONCLUSIVE, "It was destroyed");
            decide();
        }

        assertThat(update().failures().stops()).isZero();
        assertThat(sayings()).extracting(UpdatePhaseEvent::phase).doesNotContain(Phase.FAILED);
    }

    @Test
    void shouldShowWhyTheHostRefusedAndFailAfterSoManyTries() {
        for (int attempt = 1; attempt <= 2; attempt++) {
            grant(attempt);
            answer(CommandType.APPLY, CommandOutcomeStatus.REFUSED, REFUSAL);
            decide();
            decide();
            assertThat(lastSaid().phase()).isEqualTo(Phase.REQUIRED);
            assertThat(lastSaid().failures().refusals()).isEqualTo(attempt);
            assertThat(lastSaid().blockers()).singleElement().satisfies(blocker -> {
                assertThat(blocker.code()).isEqualTo(BlockerCode.HOST_REFUSED);
                assertThat(blocker.subject()).isEqualTo(World.HOST);
                assertThat(blocker.detail()).isEqualTo(REFUSAL);
            });
            world.pass(Duration.ofMinutes(1));
        }
        grant(3);
        answer(CommandType.APPLY, CommandOutcomeStatus.REFUSED, REFUSAL);
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
        assertThat(lastSaid().reason())
                .hasValueSatisfying(why -> assertThat(why).contains("3 times", REFUSAL));
        assertThat(lastSaid().admission()).as("its wave counts it").contains(ADMISSION);
    }

    @Test
    void shouldCountRefusalsOnAfterAReplay() {
        for (int attempt = 1; attempt <= 2; attempt++) {
            grant(attempt);
            answer(CommandType.APPLY, CommandOutcomeStatus.REFUSED, REFUSAL);
            decide();
            world.pass(Duration.ofMinutes(1));
        }
        List<UpdatePhaseEvent> said = sayings();
        world.vm(vm -> said.stream().reduce(forgotten(vm), Vm::recorded, (one, other) -> other));

        grant(3);
        answer(CommandType.APPLY, CommandOutcomeStatus.REFUSED, REFUSAL);
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"UNREACHABLE, HOST_BUSY, host-1", "EXPIRED, HOST_BUSY, host-1", "STORE_FULL, STORE_FULL, host-1/default"
    })
    void shouldShowButNotCountWhatIsNoFaultOfTheVm(CommandOutcomeStatus status, BlockerCode code, String subject) {
        for (int attempt = 1; attempt <= 6; attempt++) {
            grant(attempt);
            answer(CommandType.APPLY, status, "Timed out during operation: cannot acquire state change lock");
            decide();
            decide();
            assertThat(lastSaid().blockers()).singleElement().satisfies(blocker -> {
                assertThat(blocker.code()).isEqualTo(code);
                assertThat(blocker.subject()).isEqualTo(subject);
                assertThat(blocker.detail()).contains("state change lock");
            });
            world.pass(Duration.ofHours(1));
        }

        assertThat(sayings()).extracting(UpdatePhaseEvent::phase).doesNotContain(Phase.FAILED);
        assertThat(update().failures().refusals()).isZero();
    }

    @Test
    void shouldShowWhatComesBackASecondTimeThoughTheObservationsShowNothing() {
        for (int attempt = 1; attempt <= 2; attempt++) {
            grant(attempt);
            answer(CommandType.APPLY, CommandOutcomeStatus.NOT_MODIFIABLE, "Its definition cannot be read");
            emitted.clear();
            decide();
            decide();
            List<Blocker> shown =
                    sayings().stream().flatMap(said -> said.blockers().stream()).toList();
            assertThat(shown)
                    .extracting(Blocker::detail)
                    .isEqualTo(attempt == 1 ? List.of() : List.of("Its definition cannot be read"));
            world.pass(Duration.ofHours(1));
        }
    }

    @Test
    void shouldForgetRefusalsOnceItIsApplied() {
        grant(1);
        answer(CommandType.APPLY, CommandOutcomeStatus.REFUSED, REFUSAL);
        decide();
        world.pass(Duration.ofMinutes(1));
        grant(2);
        answer(CommandType.APPLY, CommandOutcomeStatus.DONE, "");
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.APPLIED);
        assertThat(lastSaid().failures().refusals()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "FAILED, HOST_REFUSED",
        "EXPECTATION_FAILED, HOST_REFUSED",
        "UNREACHABLE, HOST_BUSY",
        "BLOCK_JOB_UNDER_WAY, VM_BLOCK_JOB"
    })
    void shouldSayOnceWhyItIsNotRolledBackYet(CommandOutcomeStatus status, BlockerCode code) {
        grant(1);
        answer(CommandType.APPLY, CommandOutcomeStatus.FAILED, "It does not boot");
        decide();
        emitted.clear();

        for (int issue = 1; issue <= 3; issue++) {
            answer(CommandType.ROLL_BACK, issue, status, "Cannot define it");
            decide();
            world.pass(Duration.ofMinutes(2));
            decide();
            assertThat(lastTold().type()).isEqualTo(CommandType.ROLL_BACK);
        }

        assertThat(sayings()).singleElement().satisfies(said -> {
            assertThat(said.phase()).isEqualTo(Phase.FAILED);
            assertThat(said.reason()).contains("It does not boot");
            assertThat(said.blockers()).extracting(Blocker::code).containsExactly(code);
            assertThat(said.blockers()).extracting(Blocker::detail).containsExactly("Cannot define it");
        });
    }

    @Test
    void shouldShowThatAStartCannotBeLookedAtUntilItCan() {
        apply();
        start();
        answer(CommandType.VERIFY, CommandOutcomeStatus.UNREACHABLE, "access denied");
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.APPLIED);
        assertThat(lastSaid().blockers())
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.AWAITING_START, BlockerCode.HOST_BUSY);

        world.pass(Duration.ofSeconds(10));
        decide();
        answer(CommandType.VERIFY, CommandOutcomeStatus.INCONCLUSIVE, "It is paused");
        decide();

        assertThat(lastSaid().blockers()).extracting(Blocker::code).containsExactly(BlockerCode.AWAITING_START);
    }

    @Test
    void shouldSayWhatAVmWasVerifiedBy() {
        apply();
        start();
        world.vm(vm -> vm.answered(
                UPDATE,
                new CommandOutcome(
                        CommandType.VERIFY,
                        1,
                        1,
                        CommandOutcomeStatus.DONE,
                        "",
                        List.of(),
                        Optional.empty(),
                        VerifiedBy.STAYED_UP),
                ""));
        decide();

        assertThat(lastSaid().phase()).isEqualTo(Phase.VERIFIED);
        assertThat(lastSaid().verifiedBy()).isEqualTo(VerifiedBy.STAYED_UP);
    }

    /** What is known of the VM where the log of its updates is yet to be read. */
    private static Vm forgotten(Vm vm) {
        return new Vm(vm.id(), vm.placements(), vm.goneSince(), vm.unreadable(), List.of(), vm.history())
                .required(World.update(World.kernel()));
    }

    private void decide() {
        VmDecision decision = VmDecider.decide(world.scene());
        world.vm(vm -> decision.vm());
        emitted.addAll(decision.effects());
    }

    private void grant(int attempt) {
        decide();
        decide();
        Instant asked = emitted.stream()
                .filter(Effect.RequestLease.class::isInstance)
                .map(effect -> ((Effect.RequestLease) effect).at())
                .reduce((earlier, later) -> later)
                .orElseThrow();
        world.vm(vm -> vm.offered(UPDATE, asked, world.now().plusSeconds(60), ADMISSION));
        decide();
        assertThat(lastSaid().phase()).isEqualTo(Phase.GRANTED);
        assertThat(lastSaid().attempt()).isEqualTo(attempt);
    }

    private void apply() {
        grant(1);
        answer(CommandType.APPLY, CommandOutcomeStatus.DONE, "");
        decide();
        world.vm(vm -> vm.observed(
                World.HOST, World.definition(world.now().plusMillis(5), World.kernelUse(World.NEW_KERNEL, false))));
    }

    private void start() {
        world.pass(Duration.ofSeconds(20));
        world.vm(vm -> vm.powered(World.HOST, World.running(world.now())));
        decide();
        assertThat(lastTold().type()).isEqualTo(CommandType.VERIFY);
    }

    private void runAndStop() {
        start();
        answer(CommandType.VERIFY, CommandOutcomeStatus.STOPPED, "The VM stopped before it could be judged");
        decide();
        world.pass(Duration.ofSeconds(1));
        world.vm(vm -> vm.powered(World.HOST, World.off("SHUTDOWN", world.now())));
        decide();
    }

    private void answer(CommandType type, CommandOutcomeStatus status, String detail) {
        answer(type, 1, status, detail);
    }

    private void answer(CommandType type, int issue, CommandOutcomeStatus status, String detail) {
        int attempt = update().state().attempt();
        world.vm(vm -> vm.answered(
                UPDATE,
                new CommandOutcome(
                        type, attempt, issue, status, detail, List.of(), Optional.empty(), VerifiedBy.UNKNOWN),
                ""));
    }

    private Update update() {
        return world.vm().update(UPDATE).orElseThrow();
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
}
