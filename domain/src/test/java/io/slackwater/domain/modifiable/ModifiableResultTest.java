package io.slackwater.domain.modifiable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.slackwater.domain.World;
import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.ReleaseBackoff;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.update.UpdateState;
import io.slackwater.domain.vm.PowerState;
import io.slackwater.domain.vm.RunState;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.vm.UpdateHistory;
import io.slackwater.domain.vm.Vm;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModifiableResultTest {

    private static final Instant LATER = World.EARLIER.plusSeconds(60);

    @Test
    void shouldLetAVmGoThatIsOffAndSettledOnAReadyHost() {
        ModifiableResult modifiableResult =
                ModifiableResult.evaluate(new World().scene(), World.update(World.kernel(), World.base()));

        assertThat(modifiableResult.blockers()).isEmpty();
        assertThat(modifiableResult.isNow()).isTrue();
    }

    static Stream<Arguments> blockers() {
        return Stream.of(
                // The host
                host(
                        "only observed",
                        BlockerCode.HOST_OBSERVE_ONLY,
                        host -> host.declared("x", HostInfo.Mode.OBSERVE, LATER)),
                host(
                        "in maintenance",
                        BlockerCode.HOST_MAINTENANCE,
                        host -> host.declared("x", HostInfo.Mode.MAINTENANCE, LATER)),
                host("lost", BlockerCode.HOST_UNREACHABLE, host -> host.lost(LATER)),
                host("reached again but not read yet", BlockerCode.HOST_NOT_SYNCED, host -> host.lost(World.EARLIER)
                        .reached(LATER)),
                // The run state
                power("running", BlockerCode.VM_RUNNING, RunState.RUNNING, "BOOTED"),
                power("blocked on a resource", BlockerCode.VM_RUNNING, RunState.BLOCKED, ""),
                power("shutting down", BlockerCode.VM_RUNNING, RunState.SHUTDOWN, "USER"),
                power("paused", BlockerCode.VM_PAUSED, RunState.PAUSED, "USER"),
                power("suspended", BlockerCode.VM_SUSPENDED, RunState.PMSUSPENDED, ""),
                power("in no state", BlockerCode.VM_UNKNOWN, RunState.NOSTATE, ""),
                power("in a state of a later version", BlockerCode.VM_UNKNOWN, RunState.UNKNOWN, ""),
                power("crashed and kept", BlockerCode.VM_STOPPED_BY_CRASH, RunState.CRASHED, "PANICKED"),
                power("off after a crash", BlockerCode.VM_STOPPED_BY_CRASH, RunState.SHUTOFF, "CRASHED"),
                power("off after a failure", BlockerCode.VM_STOPPED_BY_FAILURE, RunState.SHUTOFF, "FAILED"),
                power("off by the daemon", BlockerCode.VM_STOPPED_BY_FAILURE, RunState.SHUTOFF, "DAEMON"),
                power("off after a migration", BlockerCode.VM_STOPPED_BY_MIGRATION, RunState.SHUTOFF, "MIGRATED"),
                power("saved", BlockerCode.VM_MANAGED_SAVE, RunState.SHUTOFF, "SAVED"),
                vm(
                        "holding a managed save",
                        BlockerCode.VM_MANAGED_SAVE,
                        World.VM,
                        vm -> vm.powered(
                                World.HOST,
                                new PowerState(RunState.SHUTOFF, "SHUTDOWN", true, 0, World.EARLIER, LATER))),
                // The definition
                definition("transient", BlockerCode.VM_TRANSIENT, false, Optional.empty(), 0, 0),
                definition("managed by another", BlockerCode.MANAGED_BY, true, Optional.of("nova"), 0, 0),
                definition("with a snapshot", BlockerCode.VM_SNAPSHOT, true, Optional.empty(), 1, 0),
                definition("with a checkpoint", BlockerCode.VM_CHECKPOINT, true, Optional.empty(), 0, 1),
                vm(
                        "with a disk that must be kept",
                        BlockerCode.OS_DISK_NOT_DISPOSABLE,
                        "vda",
                        vm -> vm.observed(
                                World.HOST,
                                World.definition(
                                        World.kernelUse(World.OLD_KERNEL, false),
                                        World.baseUse(World.OLD_BASE, false)))),
                vm(
                        "with a disk that says more of its image",
                        BlockerCode.SLOT_NOT_REPLACEABLE,
                        "vda",
                        vm -> vm.observed(
                                World.HOST,
                                World.definition(
                                        World.kernelUse(World.OLD_KERNEL, false),
                                        new SlotUse(
                                                "vda",
                                                false,
                                                true,
                                                true,
                                                World.OVERLAY,
                                                List.of(World.OLD_BASE),
                                                List.of("<slices> in <source>"))))),
                // Who and where it is
                vm(
                        "on two hosts",
                        BlockerCode.DUPLICATE_UUID,
                        World.VM,
                        vm -> vm.observed("host-2", World.definition())),
                vm(
                        "unreadable in the inventory",
                        BlockerCode.VM_UNKNOWN,
                        World.VM,
                        vm -> vm.unreadable(VmTopic.INVENTORY, LATER)),
                vm(
                        "unreadable in the states",
                        BlockerCode.VM_UNKNOWN,
                        World.VM,
                        vm -> vm.unreadable(VmTopic.STATE, LATER)),
                vm("never seen", BlockerCode.VM_UNKNOWN, World.VM, vm -> Vm.unknown(World.VM)),
                vm("seen without its state", BlockerCode.VM_UNKNOWN, World.VM, vm -> Vm.unknown(World.VM)
                        .observed(
                                World.HOST,
                                vm.presentPlacements().get(0).definition().orElseThrow())),
                // Its other updates
                vm(
                        "behind another that is not verified",
                        BlockerCode.AWAITING_START,
                        "update-0",
                        vm -> vm.required(inStage(new UpdateState.AwaitingStart(1, LATER, Optional.empty(), LATER)))),
                vm(
                        "behind another that is rolled back",
                        BlockerCode.AWAITING_STOP,
                        "update-0",
                        vm -> vm.required(inStage(new UpdateState.AwaitingStop(1, "", LATER)))),
                vm(
                        "failed before",
                        BlockerCode.FAILED_BEFORE,
                        World.CHANGE,
                        vm -> new Vm(
                                vm.id(),
                                vm.placements(),
                                vm.goneSince(),
                                Map.of(),
                                List.of(),
                                new UpdateHistory(
                                        List.of(),
                                        Map.of(World.CHANGE, World.EARLIER),
                                        Map.of(),
                                        List.of(),
                                        Optional.empty()))),
                // The new volumes
                world(
                        "not staged",
                        BlockerCode.VOLUME_NOT_STAGED,
                        World.KERNEL + " 2",
                        world -> world.forgetVolume(World.KERNEL)),
                world(
                        "staged and not pinned",
                        BlockerCode.VOLUME_NOT_STAGED,
                        World.KERNEL + " 2",
                        world -> world.volume(
                                World.KERNEL, new VolumeInfo(World.NEW_KERNEL, true, Set.of("another"), LATER))),
                world(
                        "pinned and not staged",
                        BlockerCode.VOLUME_NOT_STAGED,
                        World.KERNEL + " 2",
                        world -> world.volume(
                                World.KERNEL, new VolumeInfo(World.NEW_KERNEL, false, Set.of(World.CHANGE), LATER))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("blockers")
    void shouldNameWhatHoldsAnUpdateUp(
            String what, BlockerCode code, String subject, Optional<Instant> since, UnaryOperator<World> change) {
        World world = change.apply(new World());

        List<Blocker> found = ModifiableResult.evaluate(world.scene(), World.update(World.kernel(), World.base()))
                .blockers();

        assertThat(found)
                .as(what)
                .filteredOn(blocker -> blocker.code() == code)
                .singleElement()
                .satisfies(blocker -> {
                    assertThat(blocker.subject()).isEqualTo(subject);
                    assertThat(blocker.detail()).isNotBlank();
                    since.ifPresent(time -> assertThat(blocker.since()).isEqualTo(time));
                });
        assertThat(found).as("nothing else holds it up").hasSize(1);
    }

    @Test
    void shouldWaitForTheSettleTimeAndSayWhenItIsOver() {
        World world = new World().vm(vm -> vm.powered(World.HOST, World.running(World.EARLIER.plusSeconds(1))));
        world.vm(vm -> vm.powered(World.HOST, World.off("SHUTDOWN", World.NOW.minusSeconds(59))));

        ModifiableResult settling = ModifiableResult.evaluate(world.scene(), World.update(World.kernel()));
        ModifiableResult settled =
                ModifiableResult.evaluate(world.pass(Duration.ofSeconds(1)).scene(), World.update(World.kernel()));

        assertThat(settling.blockers()).extracting(Blocker::code).containsExactly(BlockerCode.VM_SETTLING);
        assertThat(settling.until()).contains(World.NOW.plusSeconds(1));
        assertThat(settled.blockers()).isEmpty();
    }

    @Test
    void shouldNotCountWhatARetiredHostSaid() {
        World renamed = new World()
                .host(World.activeHost("old-name").retired(LATER))
                .vm(vm -> vm.observed(
                        "old-name", vm.presentPlacements().get(0).definition().orElseThrow()));

        assertThat(ModifiableResult.evaluate(renamed.scene(), World.update(World.kernel()))
                        .blockers())
                .isEmpty();
    }

    @Test
    void shouldSayThatNoHostHasAVmWhoseHostWasRetired() {
        World retired = new World().host(host -> host.retired(LATER));

        List<Blocker> blockers = ModifiableResult.evaluate(retired.scene(), World.update(World.kernel()))
                .blockers();

        assertThat(blockers)
                .extracting(Blocker::code, Blocker::subject, Blocker::since)
                .containsExactly(tuple(BlockerCode.VM_UNKNOWN, World.VM, LATER));
    }

    @Test
    void shouldNotMindSnapshotsWhereNoDiskIsSwapped() {
        World world = new World().vm(vm -> vm.observed(World.HOST, definition(true, Optional.empty(), 1, 1)));

        assertThat(ModifiableResult.evaluate(world.scene(), World.update(World.kernel()))
                        .blockers())
                .isEmpty();
    }

    @Test
    void shouldSayThatAHostIsNotKnown() {
        List<Blocker> blockers = ModifiableResult.evaluate(
                        new World().forgetHost().scene(), World.update(World.kernel()))
                .blockers();

        assertThat(blockers)
                .extracting(Blocker::code)
                .containsExactly(BlockerCode.HOST_OBSERVE_ONLY, BlockerCode.HOST_UNREACHABLE);
    }

    @Test
    void shouldRefuseAKindThatItCannotMove() {
        Replacement firmware = new Replacement(
                "loader",
                World.KERNEL,
                PortionKind.FIRMWARE,
                "1",
                World.OLD_KERNEL,
                Optional.empty(),
                "2",
                Optional.empty(),
                Optional.empty());

        assertThat(ModifiableResult.evaluate(new World().scene(), World.update(firmware))
                        .blockers())
                .singleElement()
                .satisfies(blocker -> assertThat(blocker.detail()).contains("FIRMWARE"));
    }

    @Test
    void shouldHoldUpWhatMetAnotherDefinitionThanExpectedUntilItsPauseIsOver() {
        Blocker changed = new Blocker(BlockerCode.EXPECTATION_CHANGED, World.VM, World.NOW, "it differs");
        ReleaseBackoff backoff = new ReleaseBackoff(1, World.NOW.plusSeconds(10), Optional.of(changed));
        Update update = World.update(World.kernel())
                .at(new UpdateState.Waiting(
                        1, Optional.empty(), Optional.empty(), Optional.of(backoff), Optional.empty()));
        World world = new World();

        assertThat(ModifiableResult.evaluate(world.scene(), update).blockers()).containsExactly(changed);
        assertThat(ModifiableResult.evaluate(world.pass(Duration.ofSeconds(10)).scene(), update)
                        .blockers())
                .isEmpty();
    }

    private static Arguments host(String what, BlockerCode code, UnaryOperator<HostInfo> change) {
        return arguments(
                what, code, World.HOST, Optional.of(LATER), (UnaryOperator<World>) world -> world.host(change));
    }

    private static Arguments power(String what, BlockerCode code, RunState state, String reason) {
        return arguments(what, code, World.VM, Optional.of(LATER), (UnaryOperator<World>)
                world -> world.vm(vm -> vm.powered(World.HOST, World.power(state, reason, LATER))));
    }

    private static Arguments definition(
            String what,
            BlockerCode code,
            boolean persistent,
            Optional<String> manager,
            int snapshots,
            int checkpoints) {
        return arguments(what, code, World.VM, Optional.of(LATER), (UnaryOperator<World>) world ->
                world.vm(vm -> vm.observed(World.HOST, definition(persistent, manager, snapshots, checkpoints))));
    }

    private static VmDefinition definition(
            boolean persistent, Optional<String> manager, int snapshots, int checkpoints) {
        return new VmDefinition(
                "web",
                persistent,
                manager,
                false,
                snapshots,
                checkpoints,
                World.definition(World.kernelUse(World.OLD_KERNEL, false), World.baseUse(World.OLD_BASE, true))
                        .uses(),
                Optional.empty(),
                LATER,
                LATER,
                Map.of(),
                false);
    }

    private static Arguments vm(String what, BlockerCode code, String subject, UnaryOperator<Vm> change) {
        return world(what, code, subject, world -> world.vm(change));
    }

    private static Arguments world(String what, BlockerCode code, String subject, UnaryOperator<World> change) {
        return arguments(what, code, subject, Optional.empty(), change);
    }

    private static Update inStage(UpdateState state) {
        return World.update("update-0", "another-change", World.kernel()).at(state);
    }
}
