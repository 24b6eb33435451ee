package io.slackwater.executor.rest.answers;

import io.slackwater.executor.update.BlockerCode;
import io.slackwater.executor.update.UpdateKey;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What ends each reason for which an update has not happened. */
final class Remedies {

    private static final Map<BlockerCode, String> BY_CODE = new EnumMap<>(Map.ofEntries(
            Map.entry(BlockerCode.UNKNOWN, "Do what the detail says, or ask whoever runs the newest version"),
            Map.entry(BlockerCode.HOST_OBSERVE_ONLY, "Declare the host ACTIVE once you want its VMs updated"),
            Map.entry(BlockerCode.HOST_MAINTENANCE, "Declare the host ACTIVE when its maintenance is over"),
            Map.entry(
                    BlockerCode.HOST_UNREACHABLE,
                    "See that vm-inventory reaches the host's libvirt, or retire the host"),
            Map.entry(
                    BlockerCode.HOST_NOT_SYNCED,
                    "Wait until vm-inventory has read the host; if it never does, see its log"),
            Map.entry(
                    BlockerCode.VM_UNKNOWN, "See whether its host is watched and reached, and the dead-letter topics"),
            Map.entry(BlockerCode.VM_RUNNING, "Shut it off, or wait until its owner does"),
            Map.entry(BlockerCode.VM_PAUSED, "Resume it and shut it off"),
            Map.entry(BlockerCode.VM_SUSPENDED, "Wake it and shut it off"),
            Map.entry(
                    BlockerCode.VM_MANAGED_SAVE,
                    "Start it and shut it off, or remove its managed save (virsh managedsave-remove)"),
            Map.entry(
                    BlockerCode.VM_TRANSIENT,
                    "Give it a persistent definition, or have whoever creates it use the new volumes"),
            Map.entry(BlockerCode.VM_SNAPSHOT, "Delete its snapshots if nobody needs them"),
            Map.entry(BlockerCode.VM_CHECKPOINT, "Delete its checkpoints when the backup that they are for is done"),
            Map.entry(BlockerCode.VM_SETTLING, "Wait for the settle time of its policy"),
            Map.entry(BlockerCode.VM_STOPPED_BY_MIGRATION, "Remove the definition here if the VM lives on elsewhere"),
            Map.entry(BlockerCode.VM_STOPPED_BY_CRASH, "Find out why it crashed, start it, and shut it off cleanly"),
            Map.entry(BlockerCode.VM_STOPPED_BY_FAILURE, "Find out why it stopped, start it, and shut it off cleanly"),
            Map.entry(
                    BlockerCode.DUPLICATE_UUID, "Undefine it on all hosts but one, or give the copy a UUID of its own"),
            Map.entry(BlockerCode.MANAGED_BY, "Have its manager use the new volumes"),
            Map.entry(
                    BlockerCode.OS_DISK_NOT_DISPOSABLE,
                    "Declare the disk disposable in the domain's metadata if nothing on it must be kept"),
            Map.entry(
                    BlockerCode.SLOT_NOT_REPLACEABLE,
                    "Take out of the disk's definition what belongs to its old image, or leave the VM as it is: no other image can"
                            + " be put there"),
            Map.entry(
                    BlockerCode.VOLUME_NOT_STAGED,
                    "Wait for storage-reclaimer; if it never comes, see the store's space and its log"),
            Map.entry(
                    BlockerCode.BUDGET_EXHAUSTED,
                    "Wait until others have ended, or allow more in its policy or the settings"),
            Map.entry(BlockerCode.AWAITING_START, "Start the VM: its next start shows whether the update works"),
            Map.entry(BlockerCode.AWAITING_STOP, "Stop the VM: then it is rolled back"),
            Map.entry(
                    BlockerCode.FAILED_BEFORE,
                    "Find out why it failed, then: slackwater retry {vm} {change} --because WHY"),
            Map.entry(
                    BlockerCode.EXPECTATION_CHANGED,
                    "Wait: it is looked at again. If it stays, somebody else changes the VM's definition"),
            Map.entry(BlockerCode.FROZEN, "When the reason is gone: slackwater unfreeze --because WHY"),
            Map.entry(BlockerCode.AWAITING_APPROVAL, "Approve it: slackwater rollout approve {change} --because WHY"),
            Map.entry(
                    BlockerCode.ROLLOUT_PAUSED,
                    "When the reason is gone: slackwater rollout resume {change} --because WHY"),
            Map.entry(BlockerCode.ROLLOUT_ABORTED, "Publish a newer change; an aborted rollout never goes on"),
            Map.entry(
                    BlockerCode.WAVE_NOT_OPEN,
                    "Wait for the waves before, or have those of their VMs started that await a start: slackwater rollout show {change}"),
            Map.entry(BlockerCode.WAVE_SOAKING, "Wait for the soak time of its policy"),
            Map.entry(BlockerCode.OUTSIDE_WINDOW, "Wait for its window, or allow more in its policy"),
            Map.entry(BlockerCode.WINDOW_USED, "Wait for the next window: a VM is touched once in each"),
            Map.entry(BlockerCode.WINDOW_TOO_SHORT, "Wait for the next window, or make it longer in its policy"),
            Map.entry(
                    BlockerCode.AGENT_MISSING, "Give it a channel for the guest agent, or a policy that asks for none"),
            Map.entry(
                    BlockerCode.RESTART_REFUSED,
                    "See why its guest does not shut down, or allow force in its policy; it is tried again"),
            Map.entry(
                    BlockerCode.RETURN_NOT_ALLOWED,
                    "Set rollout.onWithdrawal to return in the policy that applies, or publish a newer change"),
            Map.entry(BlockerCode.VM_MIGRATING, "Wait until it has migrated; it goes on by itself"),
            Map.entry(
                    BlockerCode.VM_JOB,
                    "Wait until its backup, dump or save is done (virsh domjobinfo); it goes on by itself"),
            Map.entry(
                    BlockerCode.VM_BLOCK_JOB,
                    "Wait for its block job, or end it (virsh blockjob); it goes on by itself"),
            Map.entry(
                    BlockerCode.STORE_FULL,
                    "Free space in the store or make it larger; it goes on by itself, and is not counted as a failure"),
            Map.entry(
                    BlockerCode.HOST_REFUSED,
                    "Mend on the host what the detail says. Slackwater tries again by itself. A roll-back is tried until it"
                            + " succeeds. Any other update fails after refusals-until-failed tries"),
            Map.entry(
                    BlockerCode.HOST_BUSY,
                    "See what keeps the host's libvirt busy; it goes on by itself, and is not counted as a failure")));

    private Remedies() {}

    /** Returns what to do about an update that shows it, with commands complete; empty for a reason that has no remedy yet. */
    static Optional<String> of(BlockerCode code, UpdateKey update) {
        return Optional.ofNullable(BY_CODE.get(code))
                .map(remedy -> remedy.replace("{vm}", update.vmId()).replace("{change}", update.changeId()));
    }
}
