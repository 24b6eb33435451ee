package io.slackwater.reclaimer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.topics.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageDecisionsTest {

    private static final String STORE = "h1/default";

    @TempDir
    private Path stateDirectory;

    private MachineDriver machine;

    @BeforeEach
    void start() {
        machine = new MachineDriver(stateDirectory, Duration.ZERO);
    }

    @AfterEach
    void stop() {
        machine.close();
    }

    @Test
    void shouldKeepAVolumeUntilEveryHoldIsReleased() {
        decide(Records.held(STORE, Records.OLD, "audit"));
        decide(Records.held(STORE, Records.OLD, "forensics"));
        whenNoVmNeedsTheOldKernel();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.HELD, BlockerCode.HELD);

        decide(Records.released(STORE, Records.OLD, "audit"));
        assertThat(machine.commands()).isEmpty();

        decide(Records.released(STORE, Records.OLD, "forensics"));
        assertThat(reclaim().getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldReclaimFromASharedStoreOnceItsHostsAreConfirmed() {
        givenSecondHostOfTheStore();
        whenNoVmNeedsTheOldKernel();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.SHARED_STORE_UNCONFIRMED);

        decide(Records.confirmed(STORE, "h1"));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).as("h2 is not among the confirmed hosts").isEmpty();

        decide(Records.confirmed(STORE, "h1", "h2"));
        machine.pass(MachineDriver.TICK);
        assertThat(reclaim().getHosts()).extracting(host -> host.getHostId()).containsExactlyInAnyOrder("h1", "h2");
    }

    @Test
    void shouldForgetAVanishedVmThatAPersonReleased() {
        givenVanishedUserOfTheOldKernel();
        whenNoVmNeedsTheOldKernel();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.LAST_USED_BY_VANISHED_VM);

        decide(Records.useReleased(STORE, "vm9", Records.NOW.minusMillis(1)));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).as("it vanished after that").isEmpty();

        decide(Records.useReleased(STORE, "vm9", Records.NOW));
        machine.pass(MachineDriver.TICK);
        assertThat(reclaim().getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    private void givenSecondHostOfTheStore() {
        machine.send(Topics.HOSTS, "h2", Records.declared("h2", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", STORE));
    }

    private void givenVanishedUserOfTheOldKernel() {
        machine.send(Topics.VM_INVENTORY, "vm9", Records.observed("vm9", "h1", false, Records.OLD));
        machine.send(Topics.VM_INVENTORY, "vm9", Records.gone("vm9", "h1"));
    }

    private void whenNoVmNeedsTheOldKernel() {
        new StoreLife(machine).stageAndMove();
        assertThat(machine.commands()).isEmpty();
    }

    private void decide(StorageDecision decision) {
        machine.send(Topics.STORAGE_DECISIONS, decision.getStore(), decision);
    }

    private StorageCommand reclaim() {
        List<StorageCommand> commands = machine.commands();
        assertThat(commands).extracting(StorageCommand::getType).containsExactly(StorageCommandType.RECLAIM);
        return commands.get(0);
    }

    /** Returns the codes in the last event that told blockers of a volume. */
    private List<BlockerCode> blockersOf(String volume) {
        return machine.events().stream()
                .filter(event -> event.getVolume().getVolume().equals(volume))
                .map(VolumeEvent::getBlockers)
                .filter(blockers -> !blockers.isEmpty())
                .reduce((earlier, later) -> later)
                .orElse(List.of())
                .stream()
                .map(Blocker::getCode)
                .toList();
    }
}
