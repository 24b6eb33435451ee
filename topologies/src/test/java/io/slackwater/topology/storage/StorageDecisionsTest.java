package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageDecision;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeOwner;
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
    private static final String ADOPTED = "vmlinuz-48";

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
    void shouldNotTakeAHostThatLostItsMountForOneThatNeverSharedTheStore() {
        givenSecondHostOfTheStore();
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", "h2/default"));
        whenNoVmNeedsTheOldKernel();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.SHARED_STORE_UNCONFIRMED);

        decide(Records.confirmed(STORE, "h1"));
        machine.pass(MachineDriver.TICK);
        assertThat(reclaim().getHosts()).extracting(host -> host.getHostId()).containsExactly("h1");
    }

    @Test
    void shouldAskAgainWhoSharesTheStoreWhenAHostHadItSinceItWasSaid() {
        decide(Records.confirmed(STORE, "h1"));
        givenSecondHostOfTheStore();
        HostEvent lost = HostEvent.newBuilder(Records.synced("h2", "h2/default"))
                .setOccurredAt(Records.NOW.plusSeconds(1))
                .build();
        machine.send(Topics.HOSTS, "h2", lost);

        whenNoVmNeedsTheOldKernel();

        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.SHARED_STORE_UNCONFIRMED);
    }

    @Test
    void shouldNotCountAHostThatWasRetired() {
        givenSecondHostOfTheStore();
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", "h2/default"));
        machine.send(Topics.HOSTS, "h2", Records.host("h2", HostEventType.RETIRED));

        new StoreLife(machine).stageAndMove();
        machine.pass(MachineDriver.TICK);

        assertThat(reclaim().getVolume().getVolume()).isEqualTo(Records.OLD);
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

    @Test
    void shouldReclaimWhatAPersonAdoptedOnceANewerVersionIsKnown() {
        machine.send(Topics.HOSTS, "h1", Records.declared("h1", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));

        decide(Records.adopted(STORE, ADOPTED, Records.NOW));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.events()).extracting(VolumeEvent::getType).containsExactly(VolumeEventType.ADOPTED);

        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        machine.pass(MachineDriver.TICK);
        assertThat(blockersOf(ADOPTED)).containsExactly(BlockerCode.FAN_OUT_UNFINISHED);

        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.pass(MachineDriver.TICK);
        StorageCommand reclaim = reclaim();
        assertThat(reclaim.getArtifact().orElseThrow().getSha256()).isEqualTo("cd".repeat(32));

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(reclaim));
        assertThat(machine.events()).last().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(VolumeEventType.RECLAIMED);
            assertThat(event.getOwner()).isEqualTo(VolumeOwner.ADOPTED);
            assertThat(event.getSha256()).contains("cd".repeat(32));
            assertThat(event.getProof()
                            .orElseThrow()
                            .getAdoption()
                            .orElseThrow()
                            .getActor())
                    .isEqualTo("alex");
        });
    }

    @Test
    void shouldRefuseAnAdoptionOfWhatNothingSpeaksForWhoeverWroteIt() {
        machine.send(Topics.HOSTS, "h1", Records.declared("h1", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));

        // An artifact that no change brought, and a name that is like none.
        machine.send(Topics.STORAGE_DECISIONS, STORE, Records.forged("payroll.img", Records.unpublishedKernel()));
        machine.send(Topics.STORAGE_DECISIONS, STORE, Records.forged("payroll-2.img", null));
        machine.pass(Duration.ofDays(1));

        assertThat(machine.events())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.getType()).isEqualTo(VolumeEventType.REFUSED))
                .allSatisfy(
                        event -> assertThat(event.getBlockers()).singleElement().satisfies(blocker -> {
                            assertThat(blocker.getCode()).isEqualTo(BlockerCode.NOT_OWNED);
                            assertThat(blocker.getDetail()).contains("It is not adopted. It is unknown");
                        }));
        assertThat(machine.commands()).isEmpty();
    }

    @Test
    void shouldDeleteNothingThatOnlyARecordSaysToBeNamedByARule() {
        new StoreLife(machine).stageAndMove();
        machine.commands();
        machine.events();

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.forgedObservation("payroll.img"));
        machine.send(Topics.UPDATES, "vm6", Records.updateFrom("payroll.img", UpdatePhase.REQUIRED));
        machine.send(Topics.UPDATES, "vm6", Records.updateFrom("payroll.img", UpdatePhase.VERIFIED));
        machine.pass(Duration.ofDays(1));

        assertThat(machine.commands())
                .extracting(command -> command.getVolume().getVolume())
                .doesNotContain("payroll.img");
        assertThat(machine.events())
                .filteredOn(event -> event.getVolume().getVolume().equals("payroll.img"))
                .allSatisfy(event -> assertThat(event.getType()).isEqualTo(VolumeEventType.REFUSED))
                .first()
                .satisfies(
                        event -> assertThat(event.getBlockers()).singleElement().satisfies(blocker -> assertThat(
                                        blocker.getDetail())
                                .startsWith("It is not adopted. No adoption rule of storage-reclaimer")));
    }

    @Test
    void shouldBeginTheGraceTimeOfWhatAPersonAdoptedWithTheAdoption(@TempDir Path directory) {
        machine.close();
        machine = new MachineDriver(directory, Duration.ofDays(14));
        machine.send(Topics.HOSTS, "h1", Records.declared("h1", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.pass(Duration.ofDays(100));

        decide(Records.adopted(STORE, ADOPTED, Records.NOW));
        assertThat(blockersOf(ADOPTED)).containsExactly(BlockerCode.GRACE_TIME);
        machine.pass(Duration.ofDays(14).minusMillis(1));
        assertThat(machine.commands()).isEmpty();

        machine.pass(MachineDriver.TICK);
        assertThat(reclaim().getVolume().getVolume()).isEqualTo(ADOPTED);
    }

    @Test
    void shouldCountAVmOfWhatAPersonAdopted() {
        machine.send(Topics.HOSTS, "h1", Records.declared("h1", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.send(Topics.VM_INVENTORY, "vm1", Records.observed("vm1", "h1", ADOPTED));

        decide(Records.adopted(STORE, ADOPTED, Records.NOW));
        assertThat(blockersOf(ADOPTED)).containsExactly(BlockerCode.USED_BY_VM);
        assertThat(machine.commands()).isEmpty();

        machine.send(Topics.VM_INVENTORY, "vm1", Records.observed("vm1", "h1"));
        machine.pass(MachineDriver.TICK);
        assertThat(reclaim().getVolume().getVolume()).isEqualTo(ADOPTED);
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
