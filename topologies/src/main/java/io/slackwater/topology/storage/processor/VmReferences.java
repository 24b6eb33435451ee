package io.slackwater.topology.storage.processor;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.references.LocatedReference;
import io.slackwater.domain.storage.store.VolumeReference;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VmEvent;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayList;
import java.util.List;

/** Everything that an observed VM refers to: by its definition, by what that is backed by at any depth, by snapshots and saved states. */
final class VmReferences {

    private final VmEvent event;
    private final List<LocatedReference> references = new ArrayList<>();

    private VmReferences(VmEvent event) {
        this.event = event;
    }

    /** Returns the references to volumes of known stores, each volume once per reason. */
    static List<LocatedReference> of(VmEvent event) {
        VmReferences found = new VmReferences(event);
        event.getUses().forEach(found::addUse);
        event.getReferences().forEach(found::addHeld);
        return List.copyOf(found.references);
    }

    private void addUse(Use use) {
        add(use.getVolume(), BlockerCode.USED_BY_VM, "its slot " + use.getSlot());
        for (VolumeRef backing : use.getBackingChain()) {
            add(backing, BlockerCode.USED_BY_VM, "what its slot " + use.getSlot() + " is backed by");
        }
    }

    private void addHeld(HeldReference held) {
        BlockerCode code =
                switch (held.getHolder()) {
                    case DEFINITION -> BlockerCode.USED_BY_VM;
                    case MANAGED_SAVE -> BlockerCode.USED_BY_SAVED_STATE;
                    case CHECKPOINT -> BlockerCode.USED_BY_CHECKPOINT;
                    case SNAPSHOT, UNKNOWN -> BlockerCode.USED_BY_SNAPSHOT;
                };
        add(held.getVolume(), code, "its " + held.getHolder() + " " + held.getName());
    }

    private void add(VolumeRef volume, BlockerCode code, String through) {
        if (volume.getStore().isEmpty() || volume.getVolume().isEmpty()) {
            return;
        }
        String detail = "VM %s on %s refers to it by %s".formatted(event.getName(), event.getHostId(), through);
        LocatedReference reference = new LocatedReference(
                volume.getStore(),
                new VolumeReference(
                        volume.getVolume(), new Blocker(code, event.getVmId(), event.getOccurredAt(), detail)));
        if (references.stream().noneMatch(reference::sameAs)) {
            references.add(reference);
        }
    }
}
