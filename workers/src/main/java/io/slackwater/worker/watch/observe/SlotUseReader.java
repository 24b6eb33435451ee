package io.slackwater.worker.watch.observe;

import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.schemas.SlotKind;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the volumes that the slots of a VM use: its slots in the definition of its next start and in that of the
 * running machine.
 */
final class SlotUseReader {

    private final StoreIndex stores;
    private final Set<String> disposable;

    /**
     * Uses of one VM.
     *
     * @param disposable the targets of the disks that the owner declared replaceable
     */
    SlotUseReader(StoreIndex stores, Set<String> disposable) {
        this.stores = stores;
        this.disposable = disposable;
    }

    /** Returns all uses; a slot that is live and configured alike is one use. */
    List<Use> of(DomainXml configured, Optional<DomainXml> live) {
        Map<Reference, boolean[]> found = new LinkedHashMap<>();
        references(configured)
                .forEach(reference -> found.computeIfAbsent(reference, added -> new boolean[2])[0] = true);
        live.ifPresent(running -> references(running)
                .forEach(reference -> found.computeIfAbsent(reference, added -> new boolean[2])[1] = true));
        List<Use> uses = new ArrayList<>();
        found.forEach((reference, seen) -> uses.add(
                use(reference, seen[0], seen[1], seen[0] ? configured.obstacles(reference.slot()) : List.of())));
        return uses;
    }

    private List<Reference> references(DomainXml definition) {
        List<Reference> references = new ArrayList<>();
        for (Slot slot : definition.slots()) {
            volume(slot)
                    .ifPresent(volume -> references.add(new Reference(
                            slot.slot(),
                            kind(slot),
                            isReadOnly(slot),
                            volume,
                            stores.backingChain(volume.getPath(), slot.backingChain()))));
        }
        return references;
    }

    private Optional<VolumeRef> volume(Slot slot) {
        return slot.path().map(stores::reference).or(() -> slot.poolVolume().flatMap(stores::reference));
    }

    private Use use(Reference reference, boolean configured, boolean live, List<String> obstacles) {
        return Use.newBuilder()
                .setSlot(reference.slot())
                .setSlotKind(reference.kind())
                .setLive(live)
                .setConfigured(configured)
                .setReadOnly(reference.readOnly())
                .setDisposable(disposable.contains(reference.slot()))
                .setVolume(reference.volume())
                .setBackingChain(reference.backingChain())
                .setObstacles(obstacles)
                .build();
    }

    private static boolean isReadOnly(Slot slot) {
        return slot.readOnly() || kind(slot) != SlotKind.DISK;
    }

    private static SlotKind kind(Slot slot) {
        return switch (slot.kind()) {
            case KERNEL -> SlotKind.KERNEL;
            case INITRD -> SlotKind.INITRD;
            case LOADER -> SlotKind.LOADER;
            case DISK -> SlotKind.DISK;
        };
    }

    private record Reference(
            String slot, SlotKind kind, boolean readOnly, VolumeRef volume, List<VolumeRef> backingChain) {}
}
