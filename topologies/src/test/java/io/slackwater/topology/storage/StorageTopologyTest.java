package io.slackwater.topology.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.mapping.storage.WorkerRecords;
import io.slackwater.schemas.Blocker;
import io.slackwater.schemas.BlockerCode;
import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HeldRow;
import io.slackwater.schemas.HeldRows;
import io.slackwater.schemas.HostEvent;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.VolumeEvent;
import io.slackwater.schemas.VolumeEventType;
import io.slackwater.schemas.VolumeOwner;
import io.slackwater.schemas.serde.AvroCodec;
import io.slackwater.schemas.serde.OtherVersion;
import io.slackwater.schemas.topics.Topics;
import io.slackwater.topology.storage.state.StorageStateStores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTopologyTest {

    private static final String STORE = "h1/default";
    private static final String VM = "vm1";

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
    void shouldStagePinCountAndReclaim() {
        givenHost();
        givenOldKernelUsedBy(VM);
        StorageCommand stage = whenRequired(VM);
        assertThat(stage.getType()).isEqualTo(StorageCommandType.STAGE);
        assertThat(stage.getVolume().getVolume()).isEqualTo(Records.NEW);
        assertThat(stage.getHosts().get(0).getHostUri()).isEqualTo("simulated://127.0.0.1:1/h1");

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(stage));
        assertThat(machine.events())
                .extracting(VolumeEvent::getType)
                .containsExactly(VolumeEventType.STAGED, VolumeEventType.PINNED);

        whenMoved(VM);
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.pass(MachineDriver.TICK);

        StorageCommand reclaim = command(StorageCommandType.RECLAIM);
        assertThat(reclaim.getVolume().getVolume()).isEqualTo(Records.OLD);
        assertThat(machine.events())
                .extracting(VolumeEvent::getType)
                .containsSubsequence(VolumeEventType.UNPINNED, VolumeEventType.DUE, VolumeEventType.RETIRING);

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(reclaim));
        assertThat(machine.events()).singleElement().satisfies(event -> {
            assertThat(event.getType()).isEqualTo(VolumeEventType.RECLAIMED);
            assertThat(event.getBytesFreed()).isEqualTo(900);
            assertThat(event.getProof().orElseThrow().getCompletedUpdates()).containsExactly("u-" + VM);
            assertThat(event.getProof().orElseThrow().getLastUsers()).containsExactly(VM);
        });
    }

    @Test
    void shouldHaveFurtherUrisOfAHostAskedAsTheyWereDeclaredLast() {
        givenHost();
        givenOldKernelUsedBy(VM);
        HostEvent declared = HostEvent.newBuilder(Records.declared("h1", HostMode.ACTIVE))
                .setFurtherUris(List.of("lxc:///system", "qemu:///session"))
                .build();
        machine.send(Topics.HOSTS, "h1", declared);

        StorageCommand stage = whenRequired(VM);

        assertThat(stage.getHosts().get(0).getFurtherUris()).containsExactly("lxc:///system", "qemu:///session");
        assertThat(WorkerRecords.toTask(stage).orElseThrow().sites().get(0).furtherUris())
                .containsExactly("lxc:///system", "qemu:///session");
    }

    @Test
    void shouldCountRepeatedEventsOnce() {
        givenHost();
        givenOldKernelUsedBy(VM);
        givenOldKernelUsedBy("vm2");
        StorageCommand stage = whenRequired(VM);
        machine.send(Topics.UPDATES, "vm2", Records.update("u-vm2", "vm2", "h1", UpdatePhase.REQUIRED));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(stage));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(stage));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.send(Topics.VM_INVENTORY, "vm2", Records.observed("vm2", "h1", Records.NEW));

        whenMoved(VM);
        whenMoved(VM);
        machine.pass(MachineDriver.TICK);

        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).contains(BlockerCode.UPDATES_OUTSTANDING);

        machine.send(Topics.UPDATES, "vm2", Records.update("u-vm2", "vm2", "h1", UpdatePhase.VERIFIED));
        assertThat(command(StorageCommandType.RECLAIM).getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldWaitForEveryPartitionsFanOut() {
        givenHost();
        givenOldKernelUsedBy(VM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(1, 2));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(1, 2));

        whenMoved(VM);
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.FAN_OUT_UNFINISHED);

        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 2));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).hasSize(1);
    }

    @Test
    void shouldStageWhenTheChangeComesAfterTheUpdate() {
        givenHost();
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.observed(STORE));
        machine.send(Topics.UPDATES, VM, Records.update("u1", VM, "h1", UpdatePhase.REQUIRED));
        assertThat(machine.commands()).isEmpty();

        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));

        assertThat(machine.commands()).extracting(StorageCommand::getType).containsExactly(StorageCommandType.STAGE);
    }

    @Test
    void shouldStageWhenTheHostComesAfterTheUpdate() {
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.observed(STORE));
        machine.send(Topics.UPDATES, VM, Records.update("u1", VM, "h1", UpdatePhase.REQUIRED));
        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.NEW)).containsExactly(BlockerCode.HOST_NOT_SYNCED);

        givenHost();
        machine.pass(MachineDriver.TICK);

        assertThat(machine.commands()).extracting(StorageCommand::getType).containsExactly(StorageCommandType.STAGE);
    }

    @Test
    void shouldKeepVolumeOfUnreadableVmUntilACleanObservation() {
        givenOutdatedKernelThatIsFreeButFor("vm9");
        machine.sendBytes(Topics.VM_INVENTORY.name(), "vm9", new byte[] {1, 2, 3});
        whenMoved(VM);
        machine.pass(MachineDriver.TICK);

        assertThat(machine.deadLetters(Topics.VM_INVENTORY)).containsExactly("vm9");
        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.VM_UNKNOWN);

        machine.send(Topics.VM_INVENTORY, "vm9", Records.observed("vm9", "h1", "other"));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).hasSize(1);
    }

    @Test
    void shouldKeepLastUseOfTransientVmThatVanished() {
        givenOutdatedKernelThatIsFreeButFor("vm9");
        machine.send(Topics.VM_INVENTORY, "vm9", Records.observed("vm9", "h1", false, Records.OLD));
        machine.send(Topics.VM_INVENTORY, "vm9", Records.gone("vm9", "h1"));
        whenMoved(VM);

        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.LAST_USED_BY_VANISHED_VM);

        machine.send(Topics.VM_INVENTORY, "vm9", Records.observed("vm9", "h1", false, Records.NEW));
        assertThat(machine.commands()).hasSize(1);
    }

    @Test
    void shouldReleaseUseOfPersistentVmThatItsOwnerUndefined() {
        givenOutdatedKernelThatIsFreeButFor("vm9");
        machine.send(Topics.VM_INVENTORY, "vm9", Records.observed("vm9", "h1", Records.OLD));
        whenMoved(VM);
        assertThat(machine.commands()).isEmpty();

        machine.send(Topics.VM_INVENTORY, "vm9", Records.gone("vm9", "h1"));

        assertThat(machine.commands()).hasSize(1);
    }

    @Test
    void shouldKeepWhatOnlyARuleNamesWhereNoUpdateMovedAVmAway() {
        givenHost();
        givenOldKernelUsedBy(VM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.events();

        // its owner undefined the VM before the update had begun
        machine.send(Topics.VM_INVENTORY, VM, Records.gone(VM, "h1"));
        machine.send(Topics.UPDATES, VM, Records.update("u-" + VM, VM, "h1", UpdatePhase.NOT_NEEDED));
        machine.pass(MachineDriver.TICK);

        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.NAMED_BY_RULE);

        // an update of another VM has shown since that it is what its name says
        machine.send(Topics.VM_INVENTORY, "vm2", Records.observed("vm2", "h1", Records.OLD));
        machine.send(Topics.UPDATES, "vm2", Records.update("u-vm2", "vm2", "h1", UpdatePhase.REQUIRED));
        whenMoved("vm2");
        assertThat(command(StorageCommandType.RECLAIM).getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldKeepWhatAVmOfARetiredHostUsedUntilAPersonReleasesIt() {
        givenOldKernelThatAVmOnASecondHostUses("vm9");
        whenRetired("h2", "vm9");
        whenMoved(VM);
        machine.pass(MachineDriver.TICK);

        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.LAST_USED_BY_VANISHED_VM);

        machine.send(Topics.STORAGE_DECISIONS, STORE, Records.useReleased(STORE, "vm9", Records.NOW));
        machine.pass(MachineDriver.TICK);
        assertThat(command(StorageCommandType.RECLAIM).getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldFreeWhatAVmOfARetiredHostUsedOnceItIsSeenElsewhereOnAnotherVersion() {
        givenOldKernelThatAVmOnASecondHostUses("vm9");
        // the second host was declared under a new name, too, before it was retired
        machine.send(Topics.VM_INVENTORY, "vm9", Records.observedIn(STORE, "vm9", "h3", Records.OLD));
        whenRetired("h2", "vm9");
        whenMoved(VM);
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).isEmpty();
        machine.events();

        machine.send(Topics.VM_INVENTORY, "vm9", Records.observedIn(STORE, "vm9", "h3", Records.NEW));

        assertThat(command(StorageCommandType.RECLAIM).getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldEndWhatARolledBackUpdateHoldsOnceAPersonReleasesTheVmOfARetiredHost() {
        givenHost();
        givenOldKernelUsedBy(VM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.send(Topics.VM_INVENTORY, "vm2", Records.observed("vm2", "h1", Records.OLD));
        machine.send(Topics.UPDATES, "vm2", Records.update("u-vm2", "vm2", "h1", UpdatePhase.REQUIRED));
        whenMoved("vm2");
        // it was on the new kernel when its host was retired, while it was to be rolled back
        machine.send(Topics.VM_INVENTORY, VM, Records.observed(VM, "h1", Records.NEW));
        machine.send(Topics.UPDATES, VM, Records.update("u-" + VM, VM, "h1", UpdatePhase.FAILED));
        machine.send(Topics.VM_INVENTORY, VM, Records.hostRetired(VM, "h1"));
        machine.send(Topics.UPDATES, VM, Records.update("u-" + VM, VM, "h1", UpdatePhase.ROLLED_BACK));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.UPDATES_OUTSTANDING);

        machine.send(Topics.STORAGE_DECISIONS, STORE, Records.useReleased(STORE, VM, Records.NOW));

        assertThat(command(StorageCommandType.RECLAIM).getVolume().getVolume()).isEqualTo(Records.OLD);
    }

    @Test
    void shouldNotCountARetiredHostOfWhichItHearsLate() {
        givenOutdatedKernelThatIsFreeButFor("vm9");
        machine.send(Topics.HOSTS, "h2", Records.declared("h2", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h2", Records.host("h2", HostEventType.RETIRED));

        machine.send(Topics.HOSTS, "h2", Records.host("h2", HostEventType.UNREACHABLE));
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", STORE));
        whenMoved(VM);
        machine.pass(MachineDriver.TICK);

        assertThat(command(StorageCommandType.RECLAIM).getHosts()).hasSize(1);
    }

    @Test
    void shouldShowAndRemoveWhatAnUploadLeftThatNothingNeedsAnyMore() {
        givenHost();
        givenOldKernelUsedBy(VM);
        whenRequired(VM);
        // the worker died in the middle of the upload, and its VM is undefined meanwhile
        machine.send(Topics.VM_INVENTORY, VM, Records.gone(VM, "h1"));
        machine.send(Topics.UPDATES, VM, Records.update("u-" + VM, VM, "h1", UpdatePhase.NOT_NEEDED));
        machine.send(Topics.HOSTS, "h1", Records.host("h1", HostEventType.UNREACHABLE));

        machine.pass(Duration.ofMinutes(12));
        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.NEW)).containsExactly(BlockerCode.HOST_UNREACHABLE);

        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
        machine.pass(MachineDriver.TIMES.longestRetry());
        StorageCommand reclaim = command(StorageCommandType.RECLAIM);
        assertThat(reclaim.getVolume().getVolume()).isEqualTo(Records.NEW);
        assertThat(machine.events()).allSatisfy(event -> {
            assertThat(event.getOwner()).isEqualTo(VolumeOwner.ABANDONED);
            assertThat(event.getVersion()).isEmpty();
        });

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(reclaim));
        assertThat(machine.events()).extracting(VolumeEvent::getType).containsExactly(VolumeEventType.RECLAIMED);
    }

    private void givenOldKernelThatAVmOnASecondHostUses(String otherVm) {
        givenHost();
        machine.send(Topics.HOSTS, "h2", Records.declared("h2", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", STORE));
        givenOldKernelUsedBy(VM);
        machine.send(Topics.VM_INVENTORY, otherVm, Records.observedIn(STORE, otherVm, "h2", Records.OLD));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.events();
    }

    private void whenRetired(String host, String vm) {
        machine.send(Topics.HOSTS, host, Records.host(host, HostEventType.RETIRED));
        machine.send(Topics.VM_INVENTORY, vm, Records.hostRetired(vm, host));
        machine.pass(MachineDriver.TICK);
        machine.events();
    }

    @Test
    void shouldFollowMigrationWhicheverComesFirst() {
        givenOutdatedKernelThatIsFreeButFor("vm9");
        machine.send(Topics.VM_INVENTORY, "vm9", Records.observed("vm9", "h1", false, Records.OLD));
        machine.send(Topics.VM_INVENTORY, "vm9", Records.observed("vm9", "h2", false, Records.OLD));
        machine.send(Topics.VM_INVENTORY, "vm9", Records.gone("vm9", "h1"));

        whenMoved(VM);

        assertThat(machine.commands()).hasSize(1);
    }

    @Test
    void shouldNotReclaimWhileADeclaredHostWasNeverSynced() {
        givenHost();
        machine.send(Topics.HOSTS, "h2", Records.declared("h2", HostMode.ACTIVE));
        givenOldKernelUsedBy(VM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        whenMoved(VM);
        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.HOST_NOT_SYNCED);

        machine.send(Topics.HOSTS, "h2", Records.host("h2", HostEventType.RETIRED));
        machine.pass(MachineDriver.TICK);

        assertThat(machine.commands()).hasSize(1);
    }

    @Test
    void shouldCountAHostWhosePoolCannotBeReadAmongThoseOfTheStoreThatItWas() {
        givenHost();
        machine.send(Topics.HOSTS, "h2", Records.declared("h2", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", STORE));
        // its watcher has begun anew meanwhile, and cannot see the marker
        machine.send(Topics.HOSTS, "h2", Records.syncedInactive("h2", "h2/default"));
        givenOldKernelUsedBy(VM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));

        whenMoved(VM);

        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.HOST_UNREACHABLE);
    }

    @Test
    void shouldNotReclaimWhileTheHostIsUnreachable() {
        givenOutdatedKernelThatIsFreeButFor("vm9");
        machine.send(Topics.HOSTS, "h1", Records.host("h1", HostEventType.UNREACHABLE));
        whenMoved(VM);
        assertThat(machine.commands()).isEmpty();

        machine.send(Topics.HOSTS, "h1", Records.host("h1", HostEventType.REACHABLE));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).isEmpty();

        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).hasSize(1);
    }

    @Test
    void shouldKnowSinceWhenAHostIsAwayHoweverOftenItIsSaid() {
        givenHost();
        Instant lost = Records.NOW.plusSeconds(60);

        machine.send(Topics.HOSTS, "h1", unreachable(lost));
        machine.send(Topics.HOSTS, "h1", unreachable(lost.plusSeconds(60)));

        assertThat(machine.state().get(StorageStateStores.CONTACT_SINCE)).containsEntry("h1", lost.toString());
    }

    private static HostEvent unreachable(Instant at) {
        return HostEvent.newBuilder(Records.host("h1", HostEventType.UNREACHABLE))
                .setOccurredAt(at)
                .build();
    }

    @Test
    void shouldKeepVolumeWhoseUpdateWasRolledBackUntilTheVmLeavesIt() {
        givenHost();
        givenOldKernelUsedBy(VM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.send(Topics.UPDATES, "vm2", Records.update("u-vm2", "vm2", "h1", UpdatePhase.VERIFIED));
        machine.send(Topics.UPDATES, VM, Records.update("u-vm1", VM, "h1", UpdatePhase.FAILED));
        machine.send(Topics.UPDATES, VM, Records.update("u-vm1", VM, "h1", UpdatePhase.ROLLED_BACK));
        machine.pass(MachineDriver.TICK);
        assertThat(machine.commands()).isEmpty();
        assertThat(blockersOf(Records.OLD)).contains(BlockerCode.UPDATES_OUTSTANDING, BlockerCode.USED_BY_VM);

        machine.send(Topics.VM_INVENTORY, VM, Records.gone(VM, "h1"));

        assertThat(machine.commands()).hasSize(1);
    }

    @Test
    void shouldReclaimStoresOnTheirOwn() {
        givenHost();
        machine.send(Topics.HOSTS, "h2", Records.declared("h2", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h2", Records.synced("h2", "h2/default"));
        givenOldKernelUsedBy(VM);
        machine.send(Topics.STORAGE_OUTCOMES, "h2/default", Records.observed("h2/default"));
        machine.send(Topics.VM_INVENTORY, "vm2", Records.observed("vm2", "h2", Records.OLD));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.UPDATES, "vm2", Records.update("u-vm2", "vm2", "h2", UpdatePhase.REQUIRED));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        assertThat(machine.commands())
                .extracting(command -> command.getVolume().getStore())
                .containsExactly("h2/default");

        whenMoved(VM);
        machine.pass(MachineDriver.TICK);

        assertThat(machine.commands()).singleElement().satisfies(command -> {
            assertThat(command.getType()).isEqualTo(StorageCommandType.RECLAIM);
            assertThat(command.getVolume().getStore()).isEqualTo(STORE);
        });
    }

    @Test
    void shouldSayNothingNewWhenTheWholeLogComesAgain() {
        whenEverythingHappened();
        machine.events();

        machine.feed(machine.log());
        machine.pass(MachineDriver.TICK);

        assertThat(machine.events()).isEmpty();
        assertThat(machine.commands()).isEmpty();
    }

    @Test
    void shouldPassOverItsOwnRowsWhileItHasItsState() {
        whenEverythingHappened();
        machine.events();
        Map<String, Map<String, Object>> state = machine.state();

        machine.feed(machine.log().stream()
                .filter(logged -> logged.topic().equals(Topics.STORAGE_STATE.name()))
                .toList());

        assertThat(machine.state()).isEqualTo(state);
        assertThat(machine.events()).isEmpty();
        assertThat(machine.commands()).isEmpty();
    }

    @Test
    void shouldHearReferencesThatALaterVersionHasSentToItsStore() {
        OtherVersion later = OtherVersion.after(HeldRows.class);
        givenOutdatedKernelThatIsFreeButFor("vm2");
        machine.schemas.addSchema(later.schema());
        Blocker used = new Blocker(BlockerCode.USED_BY_VM, "vm2", Records.NOW, "it boots it");
        HeldRows references = new HeldRows("vm2", List.of(new HeldRow(Records.OLD, null, false, used)));

        machine.sendBytes(
                MachineDriver.APPLICATION + "-references-by-store-repartition",
                STORE,
                later.write(new AvroCodec<>(HeldRows.class).encode(references)));
        whenMoved(VM);
        machine.pass(MachineDriver.TICK);

        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.USED_BY_VM);
        assertThat(machine.commands()).isEmpty();
    }

    @Test
    void shouldRetryWhenTheLookFoundAUseAndItWentAgain() {
        givenOutdatedKernelThatIsFreeButFor("vm9");
        whenMoved(VM);
        StorageCommand reclaim = command(StorageCommandType.RECLAIM);
        machine.events();

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.referenced(reclaim, "vm5"));
        assertThat(blockersOf(Records.OLD)).containsExactly(BlockerCode.USED_BY_VM);
        assertThat(machine.commands()).isEmpty();

        machine.pass(MachineDriver.TIMES.shortestRetry().plus(MachineDriver.TICK));
        assertThat(command(StorageCommandType.RECLAIM).getCommandId()).endsWith("/RECLAIM/2");
    }

    @Test
    void shouldIssueAnExpiredCommandAgainSoon() {
        givenHost();
        givenOldKernelUsedBy(VM);
        StorageCommand stage = whenRequired(VM);

        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.expired(stage));
        machine.pass(MachineDriver.TIMES.shortestRetry().plus(MachineDriver.TICK));

        assertThat(command(StorageCommandType.STAGE).getCommandId()).endsWith("/STAGE/2");
    }

    @Test
    void shouldIgnorePhasesThatSayNothingAboutStorage() {
        givenHost();
        UpdateEvent packages = UpdateEvent.newBuilder(Records.update("u1", VM, "h1", UpdatePhase.REQUIRED))
                .setReplacements(List.of())
                .build();
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));

        machine.send(Topics.UPDATES, VM, packages);

        assertThat(machine.commands()).isEmpty();
        assertThat(machine.events()).isEmpty();
    }

    private void whenEverythingHappened() {
        givenHost();
        givenOldKernelUsedBy(VM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        whenMoved(VM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(command(StorageCommandType.RECLAIM)));
    }

    private void givenHost() {
        machine.send(Topics.HOSTS, "h1", Records.declared("h1", HostMode.ACTIVE));
        machine.send(Topics.HOSTS, "h1", Records.synced("h1", STORE));
    }

    private void givenOldKernelUsedBy(String vm) {
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.observed(STORE));
        machine.send(Topics.VM_INVENTORY, vm, Records.observed(vm, "h1", Records.OLD));
    }

    /** An old kernel with one VM that is about to move, all fan-outs finished, and another VM on the same store. */
    private void givenOutdatedKernelThatIsFreeButFor(String otherVm) {
        givenHost();
        givenOldKernelUsedBy(VM);
        machine.send(Topics.VM_INVENTORY, otherVm, Records.observed(otherVm, "h1", "other"));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(whenRequired(VM)));
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.events();
    }

    private StorageCommand whenRequired(String vm) {
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        machine.send(Topics.UPDATES, vm, Records.update("u-" + vm, vm, "h1", UpdatePhase.REQUIRED));
        StorageCommand stage = command(StorageCommandType.STAGE);
        machine.events();
        return stage;
    }

    private void whenMoved(String vm) {
        machine.send(Topics.VM_INVENTORY, vm, Records.observed(vm, "h1", Records.NEW));
        machine.send(Topics.UPDATES, vm, Records.update("u-" + vm, vm, "h1", UpdatePhase.VERIFIED));
    }

    private StorageCommand command(StorageCommandType type) {
        List<StorageCommand> commands = machine.commands();
        assertThat(commands).extracting(StorageCommand::getType).containsExactly(type);
        return commands.get(0);
    }

    /** Returns the codes in the last event that told blockers of a volume. */
    private List<BlockerCode> blockersOf(String volume) {
        List<VolumeEvent> refused = machine.events().stream()
                .filter(event -> event.getType() == VolumeEventType.REFUSED)
                .filter(event -> event.getVolume().getVolume().equals(volume))
                .toList();
        assertThat(refused).as("refusals of %s", volume).isNotEmpty();
        return refused.get(refused.size() - 1).getBlockers().stream()
                .map(Blocker::getCode)
                .toList();
    }
}
