package io.slackwater.domain.modifiable;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.portion.PortionKind;
import io.slackwater.domain.update.Replacement;
import io.slackwater.domain.update.Update;
import io.slackwater.domain.vm.SlotUse;
import io.slackwater.domain.vm.VmDefinition;
import io.slackwater.domain.vm.VmPlacement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Blocks an update whose VM definition is unreadable or forbids it. */
final class DefinitionBlockers {

    private final List<Blocker> found = new ArrayList<>();
    private final DecisionContext context;
    private final Update update;

    private DefinitionBlockers(DecisionContext context, Update update) {
        this.context = context;
        this.update = update;
    }

    static List<Blocker> of(DecisionContext context, Update update) {
        DefinitionBlockers blockers = new DefinitionBlockers(context, update);
        blockers.identity();
        context.definition().ifPresent(blockers::definition);
        return blockers.found;
    }

    private void identity() {
        List<VmPlacement> active = context.activePlacements();
        if (!context.vm().unreadable().isEmpty()) {
            Instant since = Collections.min(context.vm().unreadable().values());
            add(BlockerCode.VM_UNKNOWN, since, "What was said of it last cannot be read: see the dead-letter topics");
        } else if (active.isEmpty()) {
            add(BlockerCode.VM_UNKNOWN, context.goneSince().orElse(update.requiredAt()), "No host has it");
        } else if (active.size() > 1) {
            Instant since = active.stream()
                    .flatMap(placement -> placement.definition().stream())
                    .map(VmDefinition::since)
                    .reduce(Instant.EPOCH, (one, other) -> one.isAfter(other) ? one : other);
            List<String> hosts =
                    active.stream().map(VmPlacement::hostId).sorted().toList();
            add(BlockerCode.DUPLICATE_UUID, since, "More than one host has it: " + String.join(", ", hosts));
        }
    }

    private void definition(VmDefinition definition) {
        Instant since = definition.since();
        if (!definition.persistent()) {
            add(BlockerCode.VM_TRANSIENT, since, "It is transient: there is no definition to change");
        }
        definition
                .managedBy()
                .ifPresent(manager -> add(BlockerCode.MANAGED_BY, since, manager + " rewrites its definition"));
        boolean swapsDisk = update.replacements().stream()
                .anyMatch(replacement -> replacement.kind().swapsDisk());
        if (swapsDisk && definition.snapshots() > 0) {
            add(BlockerCode.VM_SNAPSHOT, since, "Swapping its disk would break its snapshots");
        }
        if (swapsDisk && definition.checkpoints() > 0) {
            add(BlockerCode.VM_CHECKPOINT, since, "Swapping its disk would break its checkpoints");
        }
        update.replacements().forEach(replacement -> replacement(definition, replacement));
    }

    private void replacement(VmDefinition definition, Replacement replacement) {
        boolean lasting = replacement.kind() == PortionKind.BASE_IMAGE
                && !definition
                        .configured(replacement.slot())
                        .map(SlotUse::disposable)
                        .orElse(false);
        if (lasting) {
            found.add(new Blocker(
                    BlockerCode.OS_DISK_NOT_DISPOSABLE,
                    replacement.slot(),
                    definition.since(),
                    "A new base image means a new, empty overlay; declare the disk disposable in the domain's metadata"
                            + " if nothing on it must be kept"));
        }
        definition
                .configured(replacement.slot())
                .map(SlotUse::obstacles)
                .filter(obstacles -> !obstacles.isEmpty())
                .ifPresent(obstacles -> found.add(new Blocker(
                        BlockerCode.SLOT_NOT_REPLACEABLE,
                        replacement.slot(),
                        definition.since(),
                        "Its definition has what belongs to its image, or is not known: "
                                + String.join(", ", obstacles))));
        if (!replacement.kind().isSupported()) {
            found.add(new Blocker(
                    BlockerCode.UNKNOWN,
                    replacement.slot(),
                    update.requiredAt(),
                    "This version cannot move portions of kind " + replacement.kind()));
        }
    }

    private void add(BlockerCode code, Instant since, String detail) {
        found.add(new Blocker(code, context.vm().id(), since, detail));
    }
}
