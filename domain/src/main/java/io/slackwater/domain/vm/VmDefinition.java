package io.slackwater.domain.vm;

import io.slackwater.domain.update.Replacement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The definition of a VM on one host, as its watcher published it.
 *
 * @param managedBy another manager that rewrites it; empty where none is known
 * @param updateId the update that Slackwater wrote with the last define; empty where none
 * @param since since when the facts that can hold an update up have been so
 * @param seenAt when it was published last
 * @param labels labels from its metadata, values by name
 * @param agentConfigured whether it has a channel for the guest agent
 */
public record VmDefinition(
        String name,
        boolean persistent,
        Optional<String> managedBy,
        boolean managedSave,
        int snapshots,
        int checkpoints,
        List<SlotUse> uses,
        Optional<String> updateId,
        Instant since,
        Instant seenAt,
        Map<String, String> labels,
        boolean agentConfigured) {

    public VmDefinition {
        uses = List.copyOf(uses);
        labels = Map.copyOf(labels);
    }

    /** Returns the same with the time since which it has been so, given what was known before. */
    public VmDefinition after(Optional<VmDefinition> previous) {
        return previous.filter(this::holdsUpTheSame)
                .map(before -> with(uses, before.since))
                .orElse(this);
    }

    /** Returns what the definition of the next start has in a slot, or empty where it has nothing there. */
    public Optional<SlotUse> configured(String slot) {
        return find(slot, SlotUse::configured);
    }

    /** Returns what the running machine has in a slot, or empty where it does not run or has nothing there. */
    public Optional<SlotUse> live(String slot) {
        return find(slot, SlotUse::live);
    }

    /**
     * Returns what it is since an update was rolled back. Only overlays tell: their names are of one attempt and never used again,
     * so that a definition which names one was published before.
     */
    VmDefinition rolledBack(List<Replacement> replacements) {
        return with(uses.stream().map(use -> use.rolledBack(replacements)).toList(), since);
    }

    private VmDefinition with(List<SlotUse> known, Instant knownSince) {
        return new VmDefinition(
                name,
                persistent,
                managedBy,
                managedSave,
                snapshots,
                checkpoints,
                known,
                updateId,
                knownSince,
                seenAt,
                labels,
                agentConfigured);
    }

    private Optional<SlotUse> find(String slot, Predicate<SlotUse> where) {
        return uses.stream()
                .filter(where)
                .filter(use -> use.slot().equals(slot))
                .findFirst();
    }

    private boolean holdsUpTheSame(VmDefinition before) {
        return before.persistent == persistent
                && before.managedBy.equals(managedBy)
                && before.managedSave == managedSave
                && before.snapshots == snapshots
                && before.checkpoints == checkpoints
                && before.agentConfigured == agentConfigured;
    }
}
