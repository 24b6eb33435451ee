package io.slackwater.worker.watch.observe;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.image.ImageReference;
import io.slackwater.hypervisor.xml.image.ImageReferences;
import io.slackwater.schemas.HeldReference;
import io.slackwater.schemas.ReferenceHolder;
import io.slackwater.schemas.Use;
import io.slackwater.schemas.VolumeRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a VM refers to from elsewhere than a slot: other parts of its definitions (NVRAM, mirrors, data files, QEMU's command
 * line, ...), snapshots, a managed save and checkpoints; whole backing chains included.
 */
final class ReferenceCollector {

    /** A VM with thousands of snapshots of one long chain refers to each of its images from each of them. */
    private static final int MOST_WITH_EVERY_HOLDER = 2_000;

    private final StoreIndex stores;

    ReferenceCollector(StoreIndex stores) {
        this.stores = stores;
    }

    /**
     * Returns every reference to what a pool of the host has or should have, each once. Of more than 2,000, each volume is told once
     * for each kind of holder, with the first that holds it: the VM's record must not become too long for the broker.
     *
     * @param uses what the VM's slots refer to, which is not repeated for its definitions
     */
    List<HeldReference> of(Domain domain, List<Use> uses) throws MalformedDomainXmlException {
        List<HeldReference> held = new ArrayList<>(ofDefinitions(domain, uses));
        for (Domain.Snapshot snapshot : domain.snapshots()) {
            held.addAll(of(ReferenceHolder.SNAPSHOT, snapshot.name(), ImageReferences.ofSnapshot(snapshot.xml())));
        }
        if (domain.managedSaveDefinition().isPresent()) {
            ImageReferences saved =
                    ImageReferences.ofDomain(domain.managedSaveDefinition().get());
            held.addAll(of(ReferenceHolder.MANAGED_SAVE, "", saved));
        }
        for (Domain.Checkpoint checkpoint : domain.checkpoints()) {
            held.addAll(
                    of(ReferenceHolder.CHECKPOINT, checkpoint.name(), ImageReferences.ofCheckpoint(checkpoint.xml())));
        }
        return held.size() > MOST_WITH_EVERY_HOLDER ? oneOfEachVolume(held) : held;
    }

    private static List<HeldReference> oneOfEachVolume(List<HeldReference> held) {
        Map<Map.Entry<ReferenceHolder, VolumeRef>, HeldReference> first = new LinkedHashMap<>();
        held.forEach(
                reference -> first.putIfAbsent(Map.entry(reference.getHolder(), reference.getVolume()), reference));
        return List.copyOf(first.values());
    }

    private Set<HeldReference> ofDefinitions(Domain domain, List<Use> uses) throws MalformedDomainXmlException {
        Set<VolumeRef> told = new HashSet<>();
        for (Use use : uses) {
            told.add(use.getVolume());
            told.addAll(use.getBackingChain());
        }
        Set<HeldReference> held = new LinkedHashSet<>();
        for (String definition : definitions(domain)) {
            for (ImageReference reference : ImageReferences.ofDomain(definition).all()) {
                volumes(reference)
                        .filter(volume -> !told.contains(volume))
                        .map(volume -> new HeldReference(ReferenceHolder.DEFINITION, reference.place(), volume))
                        .forEach(held::add);
            }
        }
        return held;
    }

    private static List<String> definitions(Domain domain) {
        return Stream.concat(Stream.of(domain.definition()), domain.liveDefinition().stream())
                .toList();
    }

    private List<HeldReference> of(ReferenceHolder holder, String name, ImageReferences document) {
        return document.all().stream()
                .flatMap(this::volumes)
                .distinct()
                .map(volume -> new HeldReference(holder, name, volume))
                .toList();
    }

    private Stream<VolumeRef> volumes(ImageReference reference) {
        // What the document tells of a chain are references of their own.
        return path(reference).map(stores::reachable).stream()
                .flatMap(Set::stream)
                .filter(volume -> !volume.getStore().isEmpty() || stores.isOutdatedFor(volume.getPath()));
    }

    private Optional<String> path(ImageReference reference) {
        if (reference instanceof ImageReference.ToPath path) {
            return Optional.of(path.path());
        }
        return reference instanceof ImageReference.ToVolume named
                ? stores.reference(named.volume()).map(VolumeRef::getPath)
                : Optional.empty();
    }
}
