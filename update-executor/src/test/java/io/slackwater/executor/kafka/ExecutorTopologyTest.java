package io.slackwater.executor.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.UpdateCommand;
import io.slackwater.schemas.UpdateCommandType;
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

class ExecutorTopologyTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String VM = "vm-1";

    @TempDir
    private Path directory;

    private TopologyHarness executor;

    @BeforeEach
    void start() {
        executor = new TopologyHarness(directory, START, TopologyHarness.LIMITS);
        executor.pass(Duration.ofSeconds(3));
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

    private void aReadyHost() {
        executor.pipe(Topics.CHANGES, "debian-12", Wires.change(ChangeEventType.AVAILABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.DECLARED));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.REACHABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.SYNCED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.STAGED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
    }

    private void aVmThatIsOff(String vmId) {
        executor.pipe(Topics.VM_INVENTORY, vmId, Wires.vm(vmId, Wires.OLD, false));
        executor.pipe(Topics.VM_STATES, vmId, Wires.state(vmId, VmState.SHUTOFF, "SHUTDOWN"));
    }
}
