package io.slackwater.benchmarks.pipeline;

import io.slackwater.schemas.topics.Topics;
import java.util.Map;

/**
 * The public records that any implementation has to write for an update from REQUIRED to the freed volume: what a person can
 * ask about, what goes to another machine and back, and what must survive a crash. State stores, repartitioned copies and
 * repeated events are not among them.
 */
public enum MinimumRecord {
    /** The change concerns the VM; it names the slots, the old and the new volume. */
    REQUIRED(Topics.UPDATES.name(), true),
    /** The update may go; its place in the budgets must survive a crash. */
    GRANTED(Topics.UPDATES.name(), true),
    /** The VM is redefined: its next start boots the new version. */
    APPLIED(Topics.UPDATES.name(), true),
    /** The VM came up on the new version; the old volume's deletion counts these. */
    VERIFIED(Topics.UPDATES.name(), true),
    /** A worker, which may run on another machine, is to redefine the VM. */
    APPLY_COMMAND(Topics.COMMANDS.name(), true),
    /** The worker's answer: what it replaced. */
    APPLY_OUTCOME(Topics.OUTCOMES.name(), true),
    /** A worker is to watch the start and ask the guest. */
    VERIFY_COMMAND(Topics.COMMANDS.name(), true),
    /** The worker's answer: what showed that the VM came up. */
    VERIFY_OUTCOME(Topics.OUTCOMES.name(), true),
    /** The watcher saw the new definition: what the next start uses. */
    REDEFINED_VM(Topics.VM_INVENTORY.name(), true),
    /** The watcher saw what the running machine uses. */
    STARTED_VM(Topics.VM_INVENTORY.name(), true),
    /** The VM runs: nothing can be verified before. */
    RUNNING_VM(Topics.VM_STATES.name(), true),
    /** A worker is to upload the new version to a store. */
    STAGE_COMMAND(Topics.STORAGE_COMMANDS.name(), false),
    /** The worker's answer: the digest is right. */
    STAGE_OUTCOME(Topics.STORAGE_OUTCOMES.name(), false),
    /** The store has the new version. */
    STAGED(Topics.STORAGE.name(), false),
    /** A change keeps the new volume before any VM refers to it. */
    PINNED(Topics.STORAGE.name(), false),
    /** Nothing needs the old volume; its grace time runs. */
    DUE(Topics.STORAGE.name(), false),
    /** No new pin is taken while the last check for references runs. */
    RETIRING(Topics.STORAGE.name(), false),
    /** A worker is to delete the old volume, and to check for references right before. */
    DELETE_COMMAND(Topics.STORAGE_COMMANDS.name(), false),
    /** The worker's answer: it is gone. */
    DELETE_OUTCOME(Topics.STORAGE_OUTCOMES.name(), false),
    /** The old volume is deleted; the event has the proof. */
    RECLAIMED(Topics.STORAGE.name(), false);

    private final String topic;
    private final boolean perVm;

    MinimumRecord(String topic, boolean perVm) {
        this.topic = topic;
        this.perVm = perVm;
    }

    /** Returns how many there are: one for each VM, or one for each store. */
    long count(long vms, long stores) {
        return perVm ? vms : stores;
    }

    /**
     * Returns how large it is in the log: the mean of what the pipeline wrote to its topic.
     *
     * @param traffic by topic
     */
    int bytes(Map<String, TopicTraffic> traffic) {
        TopicTraffic written = traffic.get(topic);
        if (written == null || written.records() == 0) {
            throw new IllegalStateException("The pipeline wrote nothing to " + topic);
        }
        return Math.toIntExact(written.bytes() / written.records());
    }
}
