package io.slackwater.topology.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.budget.BudgetLimits;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdateOutcome;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeRef;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutorTopologyTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String VM = "vm-1";

    @TempDir
    private Path directory;

    private TopologyHarness executor;

    @BeforeEach
    void start() {
        executor = new TopologyHarness(directory, START, TopologyHarness.LIMITS);
    }

    @AfterEach
    void stop() {
        executor.close();
    }

    @Test
    void shouldBringAnUpdateFromRequiredToVerified() {
        aReadyHost();
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));

        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.last(VM).getBlockers().get(0).getCode()).isEqualTo(BlockerCode.VM_SETTLING);

        executor.pass(Duration.ofSeconds(60));
        assertThat(executor.phases(VM)).containsExactly("REQUIRED", "GRANTED");
        assertThat(executor.last(VM).getReplacements().get(0).getTo()).contains(Wires.NEW);
        UpdateCommand apply = executor.lastTold();
        assertThat(apply.getType()).isEqualTo(UpdateCommandType.APPLY);

        executor.answer(Wires.outcome(apply, OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.last(VM).getPhase().name()).isEqualTo("APPLIED");
        assertThat(executor.last(VM).getBlockers().get(0).getCode()).isEqualTo(BlockerCode.AWAITING_START);

        executor.pipe(Topics.VM_INVENTORY, VM, Wires.vm(VM, Wires.NEW, true));
        executor.pipe(Topics.VM_STATES, VM, Wires.state(VM, VmState.RUNNING, "BOOTED"));
        executor.pass(Duration.ofSeconds(1));
        UpdateCommand verify = executor.lastTold();
        assertThat(verify.getType()).isEqualTo(UpdateCommandType.VERIFY);
        assertThat(verify.getExpectedKernelRelease()).contains("6.2.0-amd64");

        executor.answer(Wires.outcome(verify, OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.last(VM).getPhase().name()).isEqualTo("VERIFIED");
        assertThat(executor.last(VM).getKernelRelease()).contains("6.2.0-amd64");
        assertThat(executor.phases(VM)).containsExactly("REQUIRED", "GRANTED", "APPLIED", "VERIFIED");
    }

    @Test
    void shouldWaitForTheContentOfItsChangeThoughOtherContentHasItsVersion() {
        // given a store with the version, pinned for the change, but with content that another change brought
        aHost();
        executor.pipe(
                Topics.STORAGE,
                Wires.STORE,
                VolumeEvent.newBuilder(Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE))
                        .setVolume(new VolumeRef(Wires.STORE, "kernel-6.2-other", "/pools/kernel-6.2-other"))
                        .setSha256("1".repeat(64))
                        .build());
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.last(VM).getBlockers())
                .extracting(Blocker::getCode)
                .containsExactly(BlockerCode.VOLUME_NOT_STAGED);

        // when its own content is there
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
        executor.pass(Duration.ofSeconds(1));

        // then the VM goes there
        assertThat(executor.last(VM).getPhase().name()).isEqualTo("GRANTED");
        assertThat(executor.lastTold().getReplacements().get(0).getTo()).contains(Wires.NEW);
    }

    @Test
    void shouldSayEveryPhaseOnceHoweverOftenItHearsTheSame() {
        aReadyHost();
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(70));
        UpdateOutcome done = Wires.outcome(executor.lastTold(), OutcomeStatus.DONE);

        executor.answer(done);
        executor.answer(done);
        executor.pass(Duration.ofSeconds(1));
        executor.answer(done);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.phases(VM)).containsExactly("GRANTED", "APPLIED");
        assertThat(executor.told).hasSize(1);
    }

    @Test
    void shouldGoOnWhereItWasAfterARestart() {
        aReadyHost();
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(70));
        UpdateCommand apply = executor.lastTold();
        Instant later = executor.now();

        TopologyHarness before = executor;
        // Its state says that no replay is under way, however far the new process has read by then.
        executor = new TopologyHarness(directory.resolve("restarted"), later, TopologyHarness.LIMITS).replaying();
        executor.restoreFrom(before);
        before.close();
        executor.pass(Duration.ofSeconds(3));
        assertThat(executor.told)
                .as("the command that is out is not issued twice")
                .isEmpty();
        executor.answer(Wires.outcome(apply, OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.phases(VM)).containsExactly("APPLIED");
    }

    @Test
    void shouldComeToTheSameStateFromTheLogAloneWithoutDecidingAgain(@TempDir Path fresh) {
        aReadyHost();
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        aVmThatIsOff("vm-2");
        executor.pipe(Topics.UPDATES, "vm-2", Wires.required("vm-2"));
        executor.pass(Duration.ofSeconds(70));
        executor.answer(Wires.outcome(executor.told.get(0), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));

        try (TopologyHarness again = new TopologyHarness(fresh, executor.now(), TopologyHarness.LIMITS).replaying()) {
            // A slow log: a record may be long in coming, and is no news for that.
            for (TopologyHarness.Published<?> published : executor.history) {
                again.replay(published);
                again.pass(Duration.ofSeconds(3));
            }
            again.endReplay();
            again.pass(Duration.ofSeconds(1));

            assertThat(again.log).as("nothing is said twice").isEmpty();
            assertThat(again.told).as("nothing is done twice").isEmpty();
            for (String vmId : List.of(VM, "vm-2")) {
                assertThat(stageOf(again, vmId)).isEqualTo(stageOf(executor, vmId));
            }
        }
    }

    @Test
    void shouldDecideWhatTheLogLeavesOpenOnceItsReplayIsOverWithinTheBudgetThatIsLeft(@TempDir Path fresh) {
        // given a log in which one of two slots is taken, and two VMs wait for a host that may be changed
        BudgetLimits budgetLimits = new BudgetLimits(2, 100, 2);
        aReadyHost();
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(70));
        for (String vmId : List.of("vm-2", "vm-3")) {
            aVmThatIsOff(vmId);
            executor.pipe(Topics.UPDATES, vmId, Wires.required(vmId));
        }

        // when it is replayed until long after they have settled
        try (TopologyHarness again = new TopologyHarness(fresh, executor.now(), budgetLimits).replaying()) {
            executor.history.forEach(again::replay);
            again.pass(Duration.ofSeconds(80));
            assertThat(again.log).isEmpty();
            again.endReplay();
            again.pass(Duration.ofSeconds(1));

            // then one of them goes
            assertThat(again.told).hasSize(1).noneMatch(command -> command.getVmId()
                    .equals(VM));
        }
    }

    @Test
    void shouldWakeTheVmsThatAHostConcerns() {
        aReadyHost();
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.DECLARED, HostMode.OBSERVE));
        for (int i = 0; i < 3; i++) {
            aVmThatIsOff("vm-" + i);
            executor.pipe(Topics.UPDATES, "vm-" + i, Wires.required("vm-" + i));
        }
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.told).isEmpty();
        assertThat(executor.last("vm-0").getBlockers().get(0).getCode()).isEqualTo(BlockerCode.HOST_OBSERVE_ONLY);

        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.DECLARED, HostMode.ACTIVE));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.told).hasSize(3);
    }

    @Test
    void shouldWakeTheVmsThatWaitForAVolume() {
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.DECLARED));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.REACHABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.SYNCED));
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.last(VM).getBlockers())
                .extracting(Blocker::getCode)
                .containsExactly(BlockerCode.VOLUME_NOT_STAGED);

        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.STAGED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.told).hasSize(1);
    }

    @Test
    void shouldUseAVolumeThatWasToBeDeletedAndTurnedOutToBeNeeded() {
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.DECLARED));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.REACHABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.SYNCED));
        aVmThatIsOff(VM);
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.STAGED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.RETIRING));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.REFUSED));
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.told).isEmpty();

        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.told).hasSize(1);
    }

    @Test
    void shouldHaveNoMoreInFlightThanTheBudgetAllowsAndGoOnWhenASlotIsFree(@TempDir Path another) {
        executor.close();
        executor = new TopologyHarness(another, START, new BudgetLimits(2, 100, 2));
        aReadyHost();
        for (int i = 0; i < 5; i++) {
            aVmThatIsOff("vm-" + i);
            executor.pipe(Topics.UPDATES, "vm-" + i, Wires.required("vm-" + i));
        }

        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.told).hasSize(2);
        executor.pass(Duration.ofSeconds(8));
        assertThat(executor.log.stream()
                        .flatMap(said -> said.value().getBlockers().stream())
                        .map(Blocker::getCode))
                .filteredOn(BlockerCode.BUDGET_EXHAUSTED::equals)
                .hasSize(3);

        executor.answer(Wires.outcome(executor.told.get(0), OutcomeStatus.DONE));
        executor.answer(Wires.outcome(executor.told.get(1), OutcomeStatus.NOT_MODIFIABLE));
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.told).hasSize(4);
    }

    @Test
    void shouldReturnOnceThePolicySaysSoAfterARestart() {
        aReadyHost();
        aVmThatIsOff(VM);
        UpdateEvent back = UpdateEvent.newBuilder(Wires.required(VM))
                .setReturnsFrom("debian-12-withdrawn")
                .build();
        executor.pipe(Topics.UPDATES, VM, back);
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.last(VM).getBlockers())
                .extracting(Blocker::getCode)
                .containsExactly(BlockerCode.RETURN_NOT_ALLOWED);
        assertThat(executor.told).isEmpty();
        TopologyHarness before = executor;
        executor = new TopologyHarness(directory.resolve("restarted"), before.now(), TopologyHarness.LIMITS);
        executor.restoreFrom(before);
        before.close();

        executor.pipe(
                Topics.POLICIES, "fleet", Wires.policy("fleet", 1, "{\"rollout\": {\"onWithdrawal\": \"return\"}}"));
        executor.pass(Duration.ofSeconds(5));

        assertThat(executor.phases(VM)).containsExactly("GRANTED");
        assertThat(executor.last(VM).getReturnsFrom()).contains("debian-12-withdrawn");
        assertThat(executor.lastTold().getType()).isEqualTo(UpdateCommandType.APPLY);
    }

    @Test
    void shouldWithdrawWhatWaitsForARecalledChange() {
        aReadyHost();
        executor.pipe(Topics.VM_INVENTORY, VM, Wires.vm(VM, Wires.OLD, true));
        executor.pipe(Topics.VM_STATES, VM, Wires.state(VM, VmState.RUNNING, "BOOTED"));
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(1));

        executor.pipe(Topics.CHANGES, "debian-12", Wires.change(ChangeEventType.WITHDRAWN));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.phases(VM)).containsExactly("REQUIRED", "WITHDRAWN");
        assertThat(executor.last(VM).getReason()).contains("it does not boot");
    }

    @Test
    void shouldHoldAVmOfWhichItCannotReadWhatWasSaidUntilSomethingReadableComes() {
        aReadyHost();
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pipeBytes(Topics.VM_INVENTORY, VM, new byte[] {1, 2, 3});
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.last(VM).getBlockers()).extracting(Blocker::getCode).contains(BlockerCode.VM_UNKNOWN);
        assertThat(executor.told).isEmpty();

        executor.pipe(Topics.VM_INVENTORY, VM, Wires.vm(VM, Wires.OLD, false));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.told).hasSize(1);
    }

    @Test
    void shouldNotNeedAnUpdateOfAVmThatIsGone() {
        aReadyHost();
        aVmThatIsOff(VM);
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pipe(Topics.VM_INVENTORY, VM, Wires.gone(VM));
        executor.pass(Duration.ofSeconds(70));

        assertThat(executor.last(VM).getPhase().name()).isEqualTo("NOT_NEEDED");
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.phases(VM)).as("a redelivered event opens nothing").hasSize(1);
    }

    @Test
    void shouldContinueTheTraceOfWhatMovedTheUpdate() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        Headers headers = new RecordHeaders();
        headers.add(
                EventHeaders.TRACE_PARENT, ("00-" + trace + "-b7ad6b7169203331-01").getBytes(StandardCharsets.UTF_8));
        aReadyHost();
        aVmThatIsOff(VM);
        executor.replay(new TopologyHarness.Published<>(
                Topics.UPDATES, new TestRecord<>(VM, Wires.required(VM), headers, executor.now())));

        executor.pass(Duration.ofSeconds(70));

        assertThat(executor.log).isNotEmpty().allSatisfy(said -> {
            assertThat(EventHeaders.read(said.headers(), EventHeaders.TRACE_PARENT)
                            .orElseThrow())
                    .contains(trace);
            assertThat(EventHeaders.read(said.headers(), EventHeaders.TYPE)).isPresent();
        });
    }

    private static String stageOf(TopologyHarness executor, String vmId) {
        return executor.vms().get(vmId).getUpdates().get(0).getStage().getName().name();
    }

    private void aHost() {
        executor.pipe(Topics.CHANGES, "debian-12", Wires.change(ChangeEventType.AVAILABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.DECLARED));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.REACHABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.SYNCED));
    }

    private void aReadyHost() {
        aHost();
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.STAGED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
    }

    private void aVmThatIsOff(String vmId) {
        executor.pipe(Topics.VM_INVENTORY, vmId, Wires.vm(vmId, Wires.OLD, false));
        executor.pipe(Topics.VM_STATES, vmId, Wires.state(vmId, VmState.SHUTOFF, "SHUTDOWN"));
    }
}
