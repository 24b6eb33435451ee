package io.slackwater.inventory.observe;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.xml.CheckpointXml;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.hypervisor.xml.SnapshotXml;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what snapshots, a managed save and checkpoints of a VM hold on to, whole backing chains included. */
final class HeldReferences {

    private final StoreIndex stores;

    HeldReferences(StoreIndex stores) {
        this.stores = stores;
    }

    /** Returns every reference, each once. */
    List<HeldReference> of(Domain domain) throws MalformedDomainXmlException {
        List<HeldReference> held = new ArrayList<>();
        for (Domain.Snapshot snapshot : domain.snapshots()) {
            held.addAll(of(
                    ReferenceHolder.SNAPSHOT,
                    snapshot.name(),
                    SnapshotXml.parse(snapshot.xml()).slots()));
        }
        if (domain.managedSaveDefinition().isPresent()) {
            DomainXml saved = DomainXml.parse(domain.managedSaveDefinition().get());
            held.addAll(of(ReferenceHolder.MANAGED_SAVE, "", saved.slots()));
        }
        for (Domain.Checkpoint checkpoint : domain.checkpoints()) {
            held.addAll(of(
                    ReferenceHolder.CHECKPOINT,
                    checkpoint.name(),
                    CheckpointXml.parse(checkpoint.xml()).slots()));
        }
        return held;
    }

    private List<HeldReference> of(ReferenceHolder holder, String name, List<Slot> slots) {
        return slots.stream()
                .flatMap(this::volumes)
                .distinct()
                .map(volume -> new HeldReference(holder, name, volume))
                .toList();
    }

    private Stream<VolumeRef> volumes(Slot slot) {
        Optional<String> path = slot.path().or(() -> slot.poolVolume().flatMap(stores::pathOf));
        return path.stream()
                .flatMap(known -> Stream.concat(
                        Stream.of(stores.reference(known)), stores.backingChain(known, slot.backingChain()).stream()));
    }
}
