package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.storage.MachineDriver.Logged;
import io.slackwater.topology.storage.state.CompoundKeys;
import io.slackwater.topology.storage.state.StateTopicBuffer;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moves of volumes that were deleted leave the store and the state topic after the audit period. */
class MoveExpiryTest {

    private static final String STORE = "h1/default";

    @TempDir
    private Path directory;

    @TempDir
    private Path otherDirectory;

    private MachineDriver machine;
    private StoreLife life;

    @BeforeEach
    void start() {
        machine = new MachineDriver(directory, Duration.ZERO);
        life = new StoreLife(machine);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldForgetTheMovesOfADeletedVolumeAfterTheAuditPeriod() {
        // given a VM that moved from a volume that is deleted to one that is there
        life.stageAndMove();
        life.answerReclaim();
        machine.pass(MachineDriver.TICK);
        List<String> all = moves(machine);
        List<String> ofDeleted =
                all.stream().filter(key -> isOf(key, Records.OLD)).toList();
        assertThat(ofDeleted).hasSize(1);
        assertThat(all).hasSize(2);

        machine.pass(MachineDriver.AUDIT_PERIOD.minusHours(1));
        machine.pass(MachineDriver.TICK);
        assertThat(moves(machine)).isEqualTo(all);

        machine.pass(Duration.ofHours(2));
        machine.pass(MachineDriver.TICK);
        assertThat(moves(machine)).hasSize(1).doesNotContainAnyElementsOf(ofDeleted);
        assertThat(machine.log())
                .filteredOn(row -> row.topic().equals(Topics.STORAGE_STATE.name()) && row.value() == null)
                .extracting(Logged::key)
                .containsExactly(StateTopicBuffer.Kind.MOVE.key(
                        CompoundKeys.parts(ofDeleted.get(0)).toArray(String[]::new)));
    }

    @Test
    void shouldNotKnowThemAfterARebuild() {
        life.stageAndMove();
        life.answerReclaim();
        machine.pass(MachineDriver.AUDIT_PERIOD.plusHours(1));
        machine.pass(MachineDriver.TICK);
        assertThat(moves(machine)).hasSize(1);
        AtomicBoolean isAtHorizon = new AtomicBoolean();
        try (MachineDriver fresh = new MachineDriver(otherDirectory, Duration.ZERO, machine.now(), isAtHorizon::get)) {
            fresh.feed(machine.log().stream()
                    .filter(logged -> !logged.topic().equals(Topics.UPDATES.name()))
                    .toList());

            assertThat(moves(fresh)).as("before it decides").isEqualTo(moves(machine));
        }
    }

    private static List<String> moves(MachineDriver machine) {
        return List.copyOf(machine.state().get(StorageStateStores.MOVES).keySet());
    }

    private static boolean isOf(String key, String volume) {
        return key.startsWith(CompoundKeys.prefix(STORE, volume));
    }
}
