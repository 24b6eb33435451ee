package io.slackwater.topology.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.slackwater.domain.rollout.Rollout;
import io.slackwater.executor.stored.StoredWave;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateAdmission;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.update.row.RolloutRowMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RolloutTopologyTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String CANARY =
            """
            {"rollout": {"canary": 1, "soak": "5m", "failureThreshold": 1,
              "budgets": {"fleet": 100, "perHost": 100, "perLabelValue": {"app": 1}, "awaitingStart": 1000}}}
            """;

    @TempDir
    private Path directory;

    private TopologyHarness executor;

    @BeforeEach
    void start() {
        executor = new TopologyHarness(directory, START, TopologyHarness.LIMITS);
        executor.pass(Duration.ofMillis(100));
        executor.pass(Duration.ofSeconds(3));
        executor.pipe(Topics.POLICIES, "careful", Wires.policy("careful", 1, CANARY));
        executor.pipe(Topics.CHANGES, "debian-12", Wires.change(ChangeEventType.AVAILABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.DECLARED));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.REACHABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.SYNCED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.STAGED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
    }

    @AfterEach
    void stop() {
        executor.close();
    }

    @Test
    void shouldUpdateTheCanaryFirstAndTheRestWhenItHasSoaked() {
        threeVmsThatAreOff();
        assertThat(executor.told).hasSize(1);
        String canary = executor.lastTold().getVmId();
        assertThat(executor.last(canary).getAdmission())
                .contains(new UpdateAdmission("careful", 1, Map.of(), 1, null, null, false));

        verify(canary);
        executor.pass(Duration.ofSeconds(10));
        assertThat(blockersOfOthers(canary)).containsOnly(BlockerCode.WAVE_SOAKING);
        assertThat(executor.told).as("APPLY and VERIFY of the canary").hasSize(2);
        executor.pass(Duration.ofMinutes(5));

        assertThat(executor.told).hasSize(4);
        assertThat(executor.rolloutEvents)
                .extracting(RolloutEvent::getType, RolloutEvent::getWave)
                .containsExactly(tuple(RolloutEventType.WAVE_OPENED, 1), tuple(RolloutEventType.WAVE_OPENED, 2));
        assertThat(wave(1).getCounts()).isEqualTo(Map.of("VERIFIED", 1L));
        assertThat(wave(2).getCounts()).isEqualTo(Map.of("IN_FLIGHT", 2L));
    }

    @Test
    void shouldPauseWhenTheCanaryFailsAndTouchNoOtherUntilAPersonResumes() {
        threeVmsThatAreOff();
        String canary = executor.lastTold().getVmId();
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.FAILED));
        executor.pass(Duration.ofSeconds(1));
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        executor.pass(Duration.ofHours(1));

        assertThat(executor.phases(canary)).endsWith("GRANTED", "FAILED", "ROLLED_BACK");
        assertThat(executor.told).as("APPLY and ROLL_BACK of the canary").hasSize(2);
        assertThat(blockersOfOthers(canary)).containsOnly(BlockerCode.ROLLOUT_PAUSED);
        assertThat(executor.rolloutEvents.get(1)).satisfies(paused -> {
            assertThat(paused.getType()).isEqualTo(RolloutEventType.PAUSED);
            assertThat(paused.getActor()).isEmpty();
            assertThat(paused.getReason()).contains("1 updates of wave 1 of policy careful failed");
        });

        person(RolloutEventType.RESUMED, Wires.CHANGE);
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.told).hasSize(4);
    }

    @Test
    void shouldGrantNothingWhileTheFleetIsFrozenAndSayByWhom() {
        person(RolloutEventType.FROZEN, "");
        threeVmsThatAreOff();
        executor.pass(Duration.ofSeconds(10));

        assertThat(executor.told).isEmpty();
        Blocker blocker = executor.last("vm-0").getBlockers().get(0);
        assertThat(blocker.getCode()).isEqualTo(BlockerCode.FROZEN);
        assertThat(blocker.getDetail()).contains("by ada: because");
        assertThat(executor.rollout(Wires.CHANGE).getBlockers()).isEqualTo(Map.of("FROZEN", 3L));

        person(RolloutEventType.UNFROZEN, "");
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.told).hasSize(1);
    }

    @Test
    void shouldComeToTheSameRolloutFromTheLogAlone(@TempDir Path fresh) {
        threeVmsThatAreOff();
        verify(executor.lastTold().getVmId());
        executor.pass(Duration.ofMinutes(6));
        Rollout before = RolloutRowMapper.restore(executor.rollout(Wires.CHANGE));

        try (TopologyHarness again =
                new TopologyHarness(fresh, executor.now().plusSeconds(60), TopologyHarness.LIMITS).replaying()) {
            // What is said of rollouts and of updates is in two topics, and may come in either order.
            List<TopologyHarness.Published<?>> late = executor.history.stream()
                    .filter(published -> published.topic().equals(Topics.ROLLOUTS))
                    .toList();
            executor.history.stream()
                    .filter(published -> !published.topic().equals(Topics.ROLLOUTS))
                    .forEach(again::replay);
            again.pass(Duration.ofSeconds(1));
            late.forEach(again::replay);
            again.endReplay();
            again.pass(Duration.ofSeconds(1));

            assertThat(again.rolloutEvents).isEmpty();
            assertThat(RolloutRowMapper.restore(again.rollout(Wires.CHANGE))).isEqualTo(before);
        }
    }

    @Test
    void shouldPauseOverFailuresOfTheLogOnlyOnceItIsRead(@TempDir Path fresh) {
        // given a log whose canary failed, and that ends before its rollout was paused over it
        threeVmsThatAreOff();
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.FAILED));
        executor.pass(Duration.ofSeconds(1));

        try (TopologyHarness again = new TopologyHarness(fresh, executor.now(), TopologyHarness.LIMITS).replaying()) {
            executor.history.stream()
                    .filter(published -> !(published.entry().value() instanceof RolloutEvent event
                            && event.getType() == RolloutEventType.PAUSED))
                    .forEach(again::replay);
            again.pass(Duration.ofSeconds(1));
            assertThat(again.rolloutEvents).as("while it is read").isEmpty();

            // when all of it is read
            again.endReplay();
            again.pass(Duration.ofSeconds(1));

            // then it is paused, once
            assertThat(again.rolloutEvents).extracting(RolloutEvent::getType).containsExactly(RolloutEventType.PAUSED);
        }
    }

    @Test
    void shouldKeepNothingOfARetryThatIsAboutNothing() {
        threeVmsThatAreOff();
        retry("nobody", Wires.CHANGE);
        retry("vm-1", "another");
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.vms().get("nobody")).isNull();
        assertThat(executor.vms().get("vm-1").getRetried()).isEmpty();
    }

    @Test
    void shouldForgetAFailureThatIsRetried() {
        threeVmsThatAreOff();
        String canary = executor.lastTold().getVmId();
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.FAILED));
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.vms().get(canary).getFailed()).hasSize(1);

        retry(canary, Wires.CHANGE);

        assertThat(executor.vms().get(canary).getFailed()).isEmpty();
        assertThat(executor.vms().get(canary).getRetried()).isEmpty();
    }

    private void retry(String vmId, String changeId) {
        executor.pipe(
                Topics.ROLLOUTS,
                changeId,
                RolloutEvent.newBuilder()
                        .setChangeId(changeId)
                        .setType(RolloutEventType.RETRY)
                        .setVmId(vmId)
                        .setActor("ada")
                        .setReason("because")
                        .setOccurredAt(executor.now())
                        .build());
    }

    private void threeVmsThatAreOff() {
        for (int i = 0; i < 3; i++) {
            String vmId = "vm-" + i;
            executor.pipe(Topics.VM_INVENTORY, vmId, Wires.vm(vmId, Wires.OLD, false));
            executor.pipe(Topics.VM_STATES, vmId, Wires.state(vmId, VmState.SHUTOFF, "SHUTDOWN"));
            executor.pipe(Topics.UPDATES, vmId, Wires.required(vmId));
        }
        executor.pass(Duration.ofSeconds(70));
    }

    private void verify(String vmId) {
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        executor.pipe(Topics.VM_INVENTORY, vmId, Wires.vm(vmId, Wires.NEW, true));
        executor.pipe(Topics.VM_STATES, vmId, Wires.state(vmId, VmState.RUNNING, "BOOTED"));
        executor.pass(Duration.ofSeconds(1));
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.last(vmId).getPhase().name()).isEqualTo("VERIFIED");
    }

    private void person(RolloutEventType type, String changeId) {
        executor.pipe(
                Topics.ROLLOUTS,
                changeId.isEmpty() ? "fleet" : changeId,
                RolloutEvent.newBuilder()
                        .setChangeId(changeId)
                        .setType(type)
                        .setActor("ada")
                        .setReason("because")
                        .setOccurredAt(executor.now())
                        .build());
    }

    private List<BlockerCode> blockersOfOthers(String vmId) {
        return List.of("vm-0", "vm-1", "vm-2").stream()
                .filter(other -> !other.equals(vmId))
                .map(executor::last)
                .map(UpdateEvent::getBlockers)
                .flatMap(List::stream)
                .map(Blocker::getCode)
                .toList();
    }

    private StoredWave wave(int number) {
        return executor.rollout(Wires.CHANGE).getCourses().get("careful").getWaves().stream()
                .filter(wave -> wave.getNumber() == number)
                .findFirst()
                .orElseThrow();
    }
}
