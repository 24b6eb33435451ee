package io.slackwater.topology.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.domain.vm.VmUpdates;
import io.slackwater.mapping.update.VmUpdatesMapper;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.OutcomeStatus;
import io.slackwater.schemas.RolloutEvent;
import io.slackwater.schemas.RolloutEventType;
import io.slackwater.schemas.UpdateCommandType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.VmState;
import io.slackwater.schemas.VmUpdateState;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.topics.Retention;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.update.TopologyHarness.Published;
import io.slackwater.topology.update.row.VmRowMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an executor that lost its state knows of updates whose events the log does not have any more. */
class StateTopicTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String FAILED = "vm-failed";
    private static final String APPLIED = "vm-applied";
    private static final String WAITING = "vm-waiting";

    @TempDir
    private Path directory;

    @TempDir
    private Path fresh;

    private TopologyHarness executor;

    @BeforeEach
    void start() {
        executor = new TopologyHarness(directory, START, TopologyHarness.LIMITS);
        executor.pipe(Topics.CHANGES, "debian-12", Wires.change(ChangeEventType.AVAILABLE));
        for (HostEventType type : List.of(HostEventType.DECLARED, HostEventType.REACHABLE, HostEventType.SYNCED)) {
            executor.pipe(Topics.HOSTS, Wires.HOST, Wires.host(type));
        }
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.STAGED));
        executor.pipe(Topics.STORAGE, Wires.STORE, Wires.newKernel(VolumeEventType.PINNED, Wires.CHANGE));
        anUpdateThatFailed();
        anUpdateThatIsApplied();
        executor.pipe(Topics.UPDATES, WAITING, Wires.required(WAITING));
        executor.pass(Duration.ofSeconds(1));
    }

    @AfterEach
    void stop() {
        executor.close();
    }

    static Stream<Named<UnaryOperator<List<Published<?>>>>> orders() {
        return Stream.of(
                Named.of("as they were written", log -> log),
                Named.of("rows first", log -> ordered(log, StateTopicTest::isRow)),
                Named.of("rows last", log -> ordered(log, record -> !isRow(record))),
                Named.of("rows compacted, and first", log -> ordered(compacted(log), StateTopicTest::isRow)));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldKnowTheSameOfEachUpdateInAnyOrderAndWithoutTheEventsToo(
            UnaryOperator<List<Published<?>>> order, @TempDir Path another) {
        try (TopologyHarness again = rebuilt(fresh, order.apply(executor.history))) {
            assertThat(states(again)).isEqualTo(states(executor));
            assertThat(again.log).as("nothing is published twice").isEmpty();
            assertThat(again.told).as("nothing is commanded twice").isEmpty();
        }
        try (TopologyHarness again = rebuilt(another, order.apply(kept(executor.history)))) {
            assertThat(states(again)).isEqualTo(states(executor));
        }
    }

    @Test
    void shouldNotTryAgainWhatFailedBeforeTheAuditPeriodUntilSomebodySaysRetry() {
        executor.pass(TopologyHarness.AUDIT_PERIOD);

        try (TopologyHarness again = rebuilt(fresh, kept(executor.history))) {
            // when an update to the same change is opened again
            again.pipe(Topics.UPDATES, FAILED, another(Wires.required(FAILED)));
            again.pass(Duration.ofSeconds(70));

            // then it waits
            assertThat(again.last(FAILED).getBlockers())
                    .extracting(Blocker::getCode)
                    .contains(BlockerCode.FAILED_BEFORE);
            assertThat(again.told).noneMatch(command -> command.getVmId().equals(FAILED));

            // until a person wants it
            again.pipe(Topics.ROLLOUTS, Wires.CHANGE, retry(again.now()));
            again.pass(Duration.ofSeconds(1));
            assertThat(again.lastTold().getVmId()).isEqualTo(FAILED);
            assertThat(again.last(FAILED).getPhase().name()).isEqualTo("GRANTED");
        }
    }

    @Test
    void shouldHonourARetryThatWasPublishedBeforeTheStateWasLost() {
        executor.pipe(Topics.ROLLOUTS, Wires.CHANGE, retry(executor.now()));
        executor.pass(TopologyHarness.AUDIT_PERIOD);

        try (TopologyHarness again = rebuilt(fresh, kept(executor.history))) {
            again.pipe(Topics.UPDATES, FAILED, another(Wires.required(FAILED)));
            again.pass(Duration.ofSeconds(70));

            assertThat(again.lastTold().getVmId()).isEqualTo(FAILED);
        }
    }

    @Test
    void shouldFinishAnUpdateThatWasAppliedBeforeTheAuditPeriod() {
        executor.pass(TopologyHarness.AUDIT_PERIOD);

        try (TopologyHarness again = rebuilt(fresh, kept(executor.history))) {
            // when its VM starts on what was applied
            again.pipe(Topics.VM_INVENTORY, APPLIED, Wires.vm(APPLIED, Wires.NEW, true));
            again.pipe(Topics.VM_STATES, APPLIED, Wires.state(APPLIED, VmState.RUNNING, "BOOTED"));
            again.pass(Duration.ofSeconds(1));
            assertThat(again.lastTold().getType()).isEqualTo(UpdateCommandType.VERIFY);
            again.answer(Wires.outcome(again.lastTold(), OutcomeStatus.DONE));
            again.pass(Duration.ofSeconds(1));

            // then it is verified
            assertThat(again.last(APPLIED).getPhase().name()).isEqualTo("VERIFIED");
            assertThat(again.last(APPLIED).getUpdateId()).isEqualTo("update-of-" + APPLIED);
        }
    }

    @Test
    void shouldPublishARowOnlyWhenItSaysSomethingElse() {
        int rows = rows().size();

        executor.pipe(Topics.VM_INVENTORY, FAILED, Wires.vm(FAILED, Wires.OLD, false));
        executor.pipe(Topics.VM_STATES, WAITING, Wires.state(WAITING, VmState.SHUTOFF, "SHUTDOWN"));
        executor.pass(Duration.ofSeconds(1));
        assertThat(rows()).as("an observation that changes no update").hasSize(rows);

        executor.pipe(Topics.ROLLOUTS, Wires.CHANGE, retry(executor.now()));
        executor.pass(Duration.ofSeconds(1));
        assertThat(rows()).as("a retry ends the failure").hasSize(rows + 1);
        assertThat(rows().get(rows).getFailed()).isEmpty();
    }

    @Test
    void shouldApplyNothingToAVmWhoseRowItCannotReadUntilSomebodyRemovesIt() {
        try (TopologyHarness again = new TopologyHarness(fresh, executor.now(), TopologyHarness.LIMITS).replaying()) {
            kept(executor.history).stream().filter(record -> !isRow(record)).forEach(again::replay);
            again.pipeBytes(Topics.UPDATE_STATE, FAILED, new byte[] {1, 2, 3});
            again.endReplay();
            again.pipe(Topics.UPDATES, FAILED, another(Wires.required(FAILED)));
            again.pass(Duration.ofSeconds(70));
            assertThat(again.last(FAILED).getBlockers())
                    .extracting(Blocker::getCode)
                    .contains(BlockerCode.VM_UNKNOWN);
            assertThat(again.history.stream().filter(record -> isRow(record) && isOf(record, FAILED)))
                    .as("the row that nobody can read stays")
                    .isEmpty();

            again.pipeBytes(Topics.UPDATE_STATE, FAILED, null);
            again.pass(Duration.ofSeconds(1));

            assertThat(again.lastTold().getVmId()).isEqualTo(FAILED);
        }
    }

    private TopologyHarness rebuilt(Path stateDirectory, List<Published<?>> log) {
        TopologyHarness again = new TopologyHarness(stateDirectory, executor.now(), TopologyHarness.LIMITS).replaying();
        log.forEach(again::replay);
        again.endReplay();
        again.pass(Duration.ofSeconds(1));
        return again;
    }

    /** What the log has when the audit period is over: watchers have published the VMs again, and nothing else comes back. */
    private static List<Published<?>> kept(List<Published<?>> log) {
        return log.stream()
                .filter(record -> record.topic().retention() != Retention.AUDIT_PERIOD
                        || record.topic().equals(Topics.VM_INVENTORY)
                        || record.topic().equals(Topics.VM_STATES))
                .toList();
    }

    private static List<Published<?>> ordered(List<Published<?>> log, Predicate<Published<?>> isFirst) {
        List<Published<?>> ordered =
                new ArrayList<>(log.stream().filter(isFirst).toList());
        log.stream().filter(isFirst.negate()).forEach(ordered::add);
        return ordered;
    }

    private static List<Published<?>> compacted(List<Published<?>> log) {
        Map<String, Published<?>> last = new LinkedHashMap<>();
        log.stream()
                .filter(StateTopicTest::isRow)
                .forEach(row -> last.put(row.entry().key(), row));
        List<Published<?>> left = new ArrayList<>(log);
        left.removeIf(record -> isRow(record) && !last.containsValue(record));
        return left;
    }

    private static boolean isRow(Published<?> record) {
        return record.topic().equals(Topics.UPDATE_STATE);
    }

    private static boolean isOf(Published<?> record, String vmId) {
        return record.entry().key().equals(vmId);
    }

    private List<VmUpdateState> rows() {
        return executor.history.stream()
                .filter(StateTopicTest::isRow)
                .map(Published::entry)
                .map(TestRecord::value)
                .map(VmUpdateState.class::cast)
                .toList();
    }

    private static List<VmUpdateState> states(TopologyHarness executor) {
        return Stream.of(FAILED, APPLIED, WAITING)
                .map(vmId -> VmRowMapper.restore(executor.vms().get(vmId)))
                .map(vm -> VmUpdatesMapper.toWire(vm.id(), VmUpdates.of(vm)))
                .toList();
    }

    private static UpdateEvent another(UpdateEvent update) {
        return UpdateEvent.newBuilder(update)
                .setUpdateId("another-" + update.getUpdateId())
                .setEpisode("another")
                .build();
    }

    private static RolloutEvent retry(Instant at) {
        return RolloutEvent.newBuilder()
                .setChangeId(Wires.CHANGE)
                .setType(RolloutEventType.RETRY)
                .setVmId(FAILED)
                .setActor("ada")
                .setReason("because")
                .setOccurredAt(at)
                .build();
    }

    private void anUpdateThatFailed() {
        grant(FAILED);
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.FAILED));
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.lastTold().getType()).isEqualTo(UpdateCommandType.ROLL_BACK);
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.phases(FAILED)).endsWith("FAILED", "ROLLED_BACK");
    }

    private void anUpdateThatIsApplied() {
        grant(APPLIED);
        executor.answer(Wires.outcome(executor.lastTold(), OutcomeStatus.DONE));
        executor.pass(Duration.ofSeconds(1));
        executor.pipe(Topics.VM_INVENTORY, APPLIED, Wires.vm(APPLIED, Wires.NEW, false));
        executor.pass(Duration.ofSeconds(1));
        assertThat(executor.last(APPLIED).getPhase().name()).isEqualTo("APPLIED");
    }

    private void grant(String vmId) {
        executor.pipe(Topics.VM_INVENTORY, vmId, Wires.vm(vmId, Wires.OLD, false));
        executor.pipe(Topics.VM_STATES, vmId, Wires.state(vmId, VmState.SHUTOFF, "SHUTDOWN"));
        executor.pipe(Topics.UPDATES, vmId, Wires.required(vmId));
        executor.pass(Duration.ofSeconds(70));
        assertThat(executor.lastTold().getVmId()).isEqualTo(vmId);
    }
}
