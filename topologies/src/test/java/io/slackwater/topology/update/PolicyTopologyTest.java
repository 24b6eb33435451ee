package io.slackwater.topology.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTopologyTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String VM = "vm-1";
    private static final String PATIENT = "{\"modifiable\": {\"settleTime\": \"10m\"}}";

    @TempDir
    private Path directory;

    private TopologyHarness executor;

    @BeforeEach
    void start() {
        executor = new TopologyHarness(directory, START, TopologyHarness.LIMITS);
        executor.pass(Duration.ofSeconds(3));
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
    void shouldWaitForTheSettleTimeOfThePolicyAndGrantUnderItsName() {
        set("patient", 1, PATIENT);
        aVmThatIsOff();
        executor.pass(Duration.ofMinutes(5));
        assertThat(executor.told).as("by the settings it would have settled").isEmpty();

        executor.pass(Duration.ofMinutes(6));

        assertThat(executor.told).hasSize(1);
        assertThat(executor.last(VM).getAdmission().orElseThrow().getPolicy()).isEqualTo("patient");
    }

    @Test
    void shouldJudgeByTheTimesOfThePolicy() {
        set("slow", 1, "{\"verification\": {\"staysUp\": \"7m\"}}");
        aVmThatIsOff();
        executor.pass(Duration.ofSeconds(70));
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        executor.pipe(Topics.VM_INVENTORY, VM, Wires.vm(VM, Wires.NEW, true));
        executor.pipe(Topics.VM_STATES, VM, Wires.state(VM, VmState.RUNNING, "BOOTED"));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.lastTold().getStayUpMillis())
                .isEqualTo(Duration.ofMinutes(7).toMillis());
    }

    @Test
    void shouldLookAtWaitingVmsAgainWhenAPolicyIsSetOrRemoved() {
        set("patient", 1, PATIENT);
        aVmThatIsOff();
        executor.pass(Duration.ofMinutes(2));
        assertThat(executor.told).isEmpty();

        set("patient", 2, "");
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.told).hasSize(1);
        assertThat(executor.last(VM).getAdmission().orElseThrow().getPolicy()).isEmpty();
    }

    @Test
    void shouldNotTouchAVmOutsideItsWindows() {
        set(
                "nights",
                1,
                """
                {"windows": [{"start": "0 2 * * SUN", "duration": "3h", "zone": "Europe/Berlin"}]}
                """);
        aVmThatIsOff();
        executor.pass(Duration.ofHours(1));

        assertThat(executor.told).isEmpty();
        assertThat(executor.last(VM).getBlockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.getCode()).isEqualTo(BlockerCode.OUTSIDE_WINDOW);
            assertThat(blocker.getSubject()).isEqualTo("nights");
            assertThat(blocker.getDetail()).contains("the next opens at");
        });
    }

    @Test
    void shouldKeepToTheVersionBeforeWhenADocumentIsNoPolicyOrOlder() {
        set("patient", 2, PATIENT);
        set("patient", 3, "{\"modifiable\": {\"settleTime\": \"soon\"}}");
        set("patient", 1, "{\"modifiable\": {\"settleTime\": \"1s\"}}");
        aVmThatIsOff();
        executor.pass(Duration.ofMinutes(2));

        assertThat(executor.told).isEmpty();
        assertThat(executor.last(VM).getBlockers())
                .extracting(Blocker::getCode)
                .containsExactly(BlockerCode.VM_SETTLING);
    }

    @Test
    void shouldNotRemoveAPolicyThatWasSetAgainMeanwhile() {
        set("patient", 1, "{}");
        set("patient", 2, PATIENT);
        set("patient", 2, "");
        aVmThatIsOff();
        executor.pass(Duration.ofMinutes(2));

        assertThat(executor.told).isEmpty();
    }

    @Test
    void shouldNotSetAPolicyThatWasRemovedMeanwhile() {
        set("patient", 1, PATIENT);
        set("patient", 2, "");
        set("patient", 2, PATIENT);
        aVmThatIsOff();
        executor.pass(Duration.ofMinutes(2));

        assertThat(executor.told).hasSize(1);
    }

    private void set(String name, int version, String document) {
        executor.pipe(Topics.POLICIES, name, Wires.policy(name, version, document));
    }

    private void aVmThatIsOff() {
        executor.pipe(Topics.VM_INVENTORY, VM, Wires.vm(VM, Wires.OLD, false));
        executor.pipe(Topics.VM_STATES, VM, Wires.state(VM, VmState.SHUTOFF, "SHUTDOWN"));
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofMillis(500));
    }
}
