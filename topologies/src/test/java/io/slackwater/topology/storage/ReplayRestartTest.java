package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageState;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.topology.storage.processor.StoreInput;
import io.slackwater.topology.storage.state.CompoundKeys;
import io.slackwater.topology.storage.state.StateTopicBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine that is stopped before its replay has ended, and goes on with the state it had by then. */
class ReplayRestartTest {

    private static final String STORE = "h1/default";

    @TempDir
    private Path stateDirectory;

    private MachineTask machine;

    @BeforeEach
    void start() {
        machine = new MachineTask(stateDirectory);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    /** Nothing waits; as much as one tick looks through; more than that. */
    @ParameterizedTest
    @ValueSource(ints = {0, 500, 700})
    void shouldTakeUpdatesWhoseChangeCameInAReplayThatWasInterrupted(int postponed) {
        // given an update that waited for its change when the state was lost, and the change further on in the log
        UpdateEvent update = Records.update("u1", "vm1", "h1", UpdatePhase.REQUIRED);
        String deferredKey = CompoundKeys.of(Records.CHANGE, STORE, "u1", CompoundKeys.time(Records.NOW), "REQUIRED");
        machine.hear("h1", new StoreInput.Host(Records.declared("h1", HostMode.ACTIVE)));
        machine.hear("h1", new StoreInput.Host(Records.synced("h1", STORE)));
        machine.hear(
                StateTopicBuffer.Kind.AWAITING.key(STORE, deferredKey),
                new StoreInput.StateRow(
                        StorageState.newBuilder().setAwaiting(update).build()));
        machine.hear("debian-12", new StoreInput.Change(Records.change(ChangeEventType.AVAILABLE)));
        for (int vm = 0; vm < postponed; vm++) {
            machine.hear(STORE, new StoreInput.References(new HeldRows("other" + vm, List.of())));
        }

        // when it is stopped at the end of the log, and after the first tick again
        machine.reachHorizon();
        machine.restart();
        if (postponed > 0) {
            machine.tick();
            machine.restart();
        }
        machine.tick();
        machine.tick();

        // then the update is counted and what it needs is staged, once
        assertThat(machine.commands()).extracting(StorageCommand::getType).containsExactly(StorageCommandType.STAGE);
    }
}
