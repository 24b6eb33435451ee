package io.slackwater.topology.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.executor.stored.StoredMember;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of what ended leave the stores after the audit period. */
class ExpiryTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration SOON = Duration.ofMillis(100);

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
    void shouldForgetVmsThatNoHostHadForTheAuditPeriodSomeAtATime() {
        // given 1,201 VMs that are gone, and one of them comes back
        for (int number = 0; number <= 1_200; number++) {
            executor.pipe(Topics.VM_INVENTORY, "vm-" + number, Wires.gone("vm-" + number));
        }
        executor.pass(Duration.ofSeconds(1));
        executor.pipe(Topics.VM_INVENTORY, "vm-0", Wires.vm("vm-0", Wires.OLD, true));

        executor.pass(TopologyHarness.AUDIT_PERIOD.minusSeconds(10));
        assertThat(executor.vmRows()).hasSize(1_201);

        executor.advance(Duration.ofSeconds(20));
        assertThat(executor.vmRows()).as("a tick removes 1,000").hasSize(201);
        executor.advance(SOON);
        assertThat(executor.vmRows()).containsExactly("vm-0");
        assertThat(executor.dueRows()).isEmpty();
        assertThat(executor.history).noneMatch(record -> record.topic().equals(Topics.UPDATE_STATE));
    }

    @Test
    void shouldRemoveTheRowOfTheStateTopicWithTheVm() {
        aReadyHost();
        grant("vm-1");
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.FAILED));
        executor.pass(Duration.ofSeconds(1));
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        executor.pipe(Topics.VM_INVENTORY, "vm-1", Wires.gone("vm-1"));
        executor.pass(Duration.ofSeconds(1));

        executor.pass(TopologyHarness.AUDIT_PERIOD);

        assertThat(executor.vmRows()).isEmpty();
        List<? extends TestRecord<String, ?>> rows = executor.history.stream()
                .filter(record -> record.topic().equals(Topics.UPDATE_STATE))
                .map(TopologyHarness.Published::entry)
                .toList();
        assertThat(rows.get(rows.size() - 1).value()).isNull();
        assertThat(rows.get(rows.size() - 2).value()).isNotNull();
    }

    @Test
    void shouldForgetInTheRolloutUpdatesThatEndedBeforeTheAuditPeriod() {
        // given an update that is verified, and one that waits
        aReadyHost();
        grant("vm-1");
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        executor.pipe(Topics.VM_INVENTORY, "vm-1", Wires.vm("vm-1", Wires.NEW, true));
        executor.pipe(Topics.VM_STATES, "vm-1", Wires.state("vm-1", VmState.RUNNING, "BOOTED"));
        executor.pass(Duration.ofSeconds(1));
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        executor.pipe(Topics.VM_INVENTORY, "vm-2", Wires.vm("vm-2", Wires.OLD, true));
        executor.pipe(Topics.VM_STATES, "vm-2", Wires.state("vm-2", VmState.RUNNING, "BOOTED"));
        executor.pipe(Topics.UPDATES, "vm-2", Wires.required("vm-2"));
        executor.pass(Duration.ofSeconds(1));

        executor.pass(TopologyHarness.AUDIT_PERIOD.minusSeconds(10));
        assertThat(executor.memberRows()).hasSize(2);

        executor.pass(Duration.ofHours(2));
        assertThat(executor.memberRows()).extracting(StoredMember::getUpdateId).containsExactly("update-of-vm-2");
    }

    private void aReadyHost() {
        executor.pipe(Topics.CHANGES, "debian-12", Wires.change(ChangeEventType.AVAILABLE));
        for (HostEventType type : List.of(HostEventType.DECLARED, HostEventType.REACHABLE, HostEventType.SYNCED)) {
            executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(type));
        }
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.STAGED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
    }

    private void grant(String vmId) {
        executor.pipe(Topics.VM_INVENTORY, vmId, Wires.vm(vmId, Wires.OLD, false));
        executor.pipe(Topics.VM_STATES, vmId, Wires.state(vmId, VmState.SHUTOFF, "SHUTDOWN"));
        executor.pipe(Topics.UPDATES, vmId, Wires.required(vmId));
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.lastTold().getVmId()).isEqualTo(vmId);
    }
}
