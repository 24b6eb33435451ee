package io.slackwater.topology.storage;

import io.slackwater.schemas.ChangeEventType;
import io.slackwater.schemas.HostEventType;
import io.slackwater.schemas.HostMode;
import io.slackwater.schemas.PortionKind;
import io.slackwater.schemas.Replacement;
import io.slackwater.schemas.StorageCommand;
import io.slackwater.schemas.StorageCommandType;
import io.slackwater.schemas.StorageOutcome;
import io.slackwater.schemas.UpdateEvent;
import io.slackwater.schemas.UpdatePhase;
import io.slackwater.schemas.topics.Topics;
import java.util.List;

/** Leads the volumes of some stores through their lives, from the first sighting to the reclaim. */
final class StoreLife {

    private static final String STORE = "h1/default";
    private static final String OTHER_STORE = "h2/default";

    private final MachineDriver machine;

    StoreLife(MachineDriver machine) {
        this.machine = machine;
    }

    /** Volumes in all states: reclaimed, staged, held with blockers, awaited, an overlay that was put aside. */
    void passAll() {
        stageAndMove();
        answerReclaim();
        rollBackOnTheOtherStore();
        replaceAnOverlay();
        awaitAChange();
        decide();
        machine.pass(MachineDriver.TIMES.longestRetry());
        machine.pass(MachineDriver.TICK);
    }

    /** One VM moves from an adopted volume to one that is staged for it; the reclaim of the old one is commanded. */
    void stageAndMove() {
        host("h1", STORE);
        machine.send(Topics.CHANGES, "debian-12", Records.change(ChangeEventType.AVAILABLE));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.observed(STORE));
        machine.send(Topics.VM_INVENTORY, "vm1", Records.observed("vm1", "h1", Records.OLD));
        phase("vm1", "h1", UpdatePhase.REQUIRED);
        StorageCommand first = command(StorageCommandType.STAGE);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.expired(first));
        machine.pass(MachineDriver.TIMES.shortestRetry().plus(MachineDriver.TICK));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.staged(command(StorageCommandType.STAGE)));
        phase("vm1", "h1", UpdatePhase.GRANTED);
        machine.send(Topics.VM_INVENTORY, "vm1", Records.observed("vm1", "h1", Records.OLD, Records.NEW));
        phase("vm1", "h1", UpdatePhase.APPLIED);
        machine.send(Topics.ROLLOUTS, Records.CHANGE, Records.fanOut(0, 1));
        machine.send(Topics.VM_INVENTORY, "vm1", Records.observed("vm1", "h1", Records.NEW));
        phase("vm1", "h1", UpdatePhase.VERIFIED);
        machine.pass(MachineDriver.TICK);
    }

    /** The look finds a use, and finds none the second time. */
    void answerReclaim() {
        StorageCommand first = command(StorageCommandType.RECLAIM);
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.referenced(first, "vm5"));
        machine.pass(MachineDriver.TIMES.shortestRetry().plus(MachineDriver.TICK));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(command(StorageCommandType.RECLAIM)));
    }

    private void rollBackOnTheOtherStore() {
        host("h2", OTHER_STORE);
        machine.send(Topics.STORAGE_OUTCOMES, OTHER_STORE, Records.observed(OTHER_STORE));
        machine.send(Topics.VM_INVENTORY, "vm2", Records.observed("vm2", "h2", Records.OLD));
        phase("vm2", "h2", UpdatePhase.REQUIRED);
        machine.send(Topics.STORAGE_OUTCOMES, OTHER_STORE, Records.staged(command(StorageCommandType.STAGE)));
        machine.send(Topics.VM_INVENTORY, "vm2", Records.observed("vm2", "h2", Records.NEW));
        phase("vm2", "h2", UpdatePhase.APPLIED);
        phase("vm2", "h2", UpdatePhase.FAILED);
        phase("vm2", "h2", UpdatePhase.ROLLED_BACK);
        machine.send(Topics.VM_INVENTORY, "vm2", Records.observed("vm2", "h2", Records.OLD));
        machine.send(Topics.HOSTS, "h2", Records.host("h2", HostEventType.UNREACHABLE));
        machine.pass(MachineDriver.TICK);
    }

    private void replaceAnOverlay() {
        overlay(UpdatePhase.REQUIRED);
        overlay(UpdatePhase.APPLIED);
        overlay(UpdatePhase.VERIFIED);
        machine.pass(MachineDriver.TICK);
    }

    private void awaitAChange() {
        UpdateEvent unknown = UpdateEvent.newBuilder(Records.update("u9", "vm9", "h1", UpdatePhase.REQUIRED))
                .setChangeId("debian-12-unheard-of")
                .build();
        machine.send(Topics.UPDATES, "vm9", unknown);
    }

    private void decide() {
        machine.send(Topics.STORAGE_DECISIONS, OTHER_STORE, Records.held(OTHER_STORE, Records.OLD, "audit"));
        machine.send(Topics.STORAGE_DECISIONS, OTHER_STORE, Records.held(OTHER_STORE, Records.NEW, "audit"));
        machine.send(Topics.STORAGE_DECISIONS, OTHER_STORE, Records.released(OTHER_STORE, Records.NEW, "audit"));
        machine.send(Topics.STORAGE_DECISIONS, OTHER_STORE, Records.confirmed(OTHER_STORE, "h2"));
        machine.send(Topics.STORAGE_DECISIONS, STORE, Records.useReleased(STORE, "vm7", Records.NOW));
        adopt();
    }

    /** One adopted volume is held, one is adopted, reclaimed, and named by a rule when another has come by its name. */
    private void adopt() {
        machine.send(Topics.STORAGE_DECISIONS, OTHER_STORE, Records.held(OTHER_STORE, "vmlinuz-48", "audit"));
        machine.send(Topics.STORAGE_DECISIONS, OTHER_STORE, Records.adopted(OTHER_STORE, "vmlinuz-48", machine.now()));
        machine.send(Topics.STORAGE_DECISIONS, STORE, Records.adopted(STORE, Records.OLD, machine.now()));
        machine.send(Topics.STORAGE_OUTCOMES, STORE, Records.reclaimed(command(StorageCommandType.RECLAIM)));
        machine.pass(MachineDriver.TICK);
        StorageOutcome seenLater = StorageOutcome.newBuilder(Records.observed(STORE))
                .setOccurredAt(machine.now())
                .build();
        machine.send(Topics.STORAGE_OUTCOMES, STORE, seenLater);
    }

    private void overlay(UpdatePhase phase) {
        Replacement moved = Replacement.newBuilder(Records.replacement("h2", Records.volume(OTHER_STORE, Records.NEW)))
                .setSlot("vda")
                .setKind(PortionKind.BASE_IMAGE)
                .setFromOverlay(Records.volume(OTHER_STORE, "vm3.qcow2"))
                .setToOverlay(Records.volume(OTHER_STORE, "vm3-new.qcow2"))
                .build();
        UpdateEvent event = UpdateEvent.newBuilder(Records.update("u-vm3", "vm3", "h2", phase))
                .setReplacements(List.of(moved))
                .build();
        machine.send(Topics.UPDATES, "vm3", event);
    }

    private void host(String host, String store) {
        machine.send(Topics.HOSTS, host, Records.declared(host, HostMode.ACTIVE));
        machine.send(Topics.HOSTS, host, Records.synced(host, store));
    }

    private void phase(String vm, String host, UpdatePhase phase) {
        machine.send(Topics.UPDATES, vm, Records.update("u-" + vm, vm, host, phase));
    }

    private StorageCommand command(StorageCommandType type) {
        List<StorageCommand> commands = machine.commands();
        if (commands.size() != 1 || commands.get(0).getType() != type) {
            throw new IllegalStateException("There should be one " + type + ": " + commands);
        }
        return commands.get(0);
    }
}
