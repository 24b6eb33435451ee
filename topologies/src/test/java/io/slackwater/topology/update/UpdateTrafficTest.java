package io.slackwater.topology.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.cloudevents.EventHeaders;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.Traffic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts the records that one update takes in the changelogs and repartition topics, each in a transaction of its own. */
class UpdateTrafficTest {

    private static final String VM = "0c9a3c1e-5d0e-4f5e-9d57-6f2b3f1c2a11";

    @TempDir
    private Path directory;

    private TopologyHarness executor;

    @BeforeEach
    void start() {
        executor = new TopologyHarness(directory, Instant.parse("2026-03-01T10:00:00Z"), TopologyHarness.LIMITS);
        executor.pipe(Topics.CHANGES, "debian-12", Wires.change(ChangeEventType.AVAILABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.DECLARED));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.REACHABLE));
        executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(HostEventType.SYNCED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.STAGED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
        executor.pipe(Topics.VM_INVENTORY, VM, Wires.vm(VM, Wires.OLD, false));
        executor.pipe(Topics.VM_STATES, VM, Wires.state(VM, VmState.SHUTOFF, "SHUTDOWN"));
        executor.pass(Duration.ofSeconds(70));
    }

    @AfterEach
    void stop() {
        executor.close();
    }

    @Test
    void shouldWriteEachRowOnceForEachThingThatHappens() {
        executor.internalTraffic();

        aWholeUpdate();

        Map<String, Traffic> traffic = executor.internalTraffic();
        assertThat(executor.phases(VM)).containsExactly("GRANTED", "APPLIED", "VERIFIED");
        // Required, requested, offered, granted; and then for each of two outcomes, the new definition and the start.
        assertThat(traffic.get("vms-changelog").records()).isEqualTo(11);
        assertThat(traffic.get("due-changelog").records()).isEqualTo(10);
        // Offered, granted, applied, ended.
        assertThat(traffic.get("leases-changelog").records()).isEqualTo(4);
        assertThat(traffic.get("members-changelog").records()).isEqualTo(4);
        // Put when it is asked for, and taken out when it is offered.
        assertThat(traffic.get("queue-changelog").records()).isEqualTo(2);
        assertThat(traffic.get("budget-repartition").records()).isEqualTo(4);
        assertThat(traffic.get("outcomes-by-vm-repartition").records()).isEqualTo(2);
    }

    @Test
    void shouldWriteNoRowForAVolumeThatIsSaidAgainToBeAsItIs() {
        executor.internalTraffic();

        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
        executor.pass(Duration.ofSeconds(1));

        assertThat(executor.internalTraffic()).containsOnlyKeys("storage-everywhere-repartition");
    }

    @Test
    void shouldCarryNoHeadersInternallyButTheTraceOfAnOutcome() {
        aWholeUpdate();

        assertThat(executor.internalTraffic()).allSatisfy((topic, traffic) -> assertThat(traffic.headers())
                .isEqualTo(
                        topic.equals("outcomes-by-vm-repartition") ? List.of(EventHeaders.TRACE_PARENT) : List.of()));
        assertThat(executor.log).isNotEmpty().allSatisfy(event -> assertThat(
                        event.headers().toArray())
                .extracting(Header::key)
                .contains(EventHeaders.ID, EventHeaders.TYPE, EventHeaders.TIME, EventHeaders.TRACE_PARENT));
    }

    private void aWholeUpdate() {
        executor.pipe(Topics.UPDATES, VM, Wires.required(VM));
        executor.pass(Duration.ofSeconds(1));
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        executor.pipe(Topics.VM_INVENTORY, VM, Wires.vm(VM, Wires.NEW, true));
        executor.pipe(Topics.VM_STATES, VM, Wires.state(VM, VmState.RUNNING, "BOOTED"));
        executor.pass(Duration.ofSeconds(1));
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
    }
}
