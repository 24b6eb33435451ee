package io.slackwater.worker.storage.search;

import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.hypervisor.xml.image.ImageReference;
import io.slackwater.hypervisor.xml.image.ImageReferences;
import java.util.Optional;

/** Looks for references to a volume in all that one domain is defined by. */
final class DomainSearch {

    private final HostSnapshot host;
    private final VolumeRef volume;
    private final HostPathResolver paths;
    private final ReferenceSearch.Findings findings;

    DomainSearch(HostSnapshot host, VolumeRef volume, HostPathResolver paths, ReferenceSearch.Findings findings) {
        this.host = host;
        this.volume = volume;
        this.paths = paths;
        this.findings = findings;
    }

    void search(Domain domain) {
        search(domain, "definition", domain.definition(), ImageReferences::ofDomain, BlockerCode.USED_BY_VM);
        domain.liveDefinition()
                .ifPresent(xml ->
                        search(domain, "running machine", xml, ImageReferences::ofDomain, BlockerCode.USED_BY_VM));
        domain.managedSaveDefinition()
                .ifPresent(xml -> search(
                        domain, "managed save", xml, ImageReferences::ofDomain, BlockerCode.USED_BY_SAVED_STATE));
        domain.snapshots()
                .forEach(snapshot -> search(
                        domain,
                        "snapshot " + snapshot.name(),
                        snapshot.xml(),
                        ImageReferences::ofSnapshot,
                        BlockerCode.USED_BY_SNAPSHOT));
        domain.checkpoints()
                .forEach(checkpoint -> search(
                        domain,
                        "checkpoint " + checkpoint.name(),
                        checkpoint.xml(),
                        ImageReferences::ofCheckpoint,
                        BlockerCode.USED_BY_CHECKPOINT));
    }

    private void search(Domain domain, String where, String xml, Reader reader, BlockerCode code) {
        String subject = domain.id().toString();
        String place = "The %s of VM %s on %s".formatted(where, domain.name(), host.hostId());
        try {
            ImageReferences document = reader.read(xml);
            document.all().forEach(reference -> judge(reference, subject, place, code));
            if (paths.targets().stream().anyMatch(document::mentions)) {
                findings.add(code, subject, place + " names its path");
            }
        } catch (MalformedDomainXmlException malformed) {
            findings.add(BlockerCode.VM_UNKNOWN, subject, place + " cannot be read: " + malformed.getMessage());
        }
    }

    private void judge(ImageReference reference, String subject, String place, BlockerCode code) {
        reference
                .accept(new Resolving())
                .tell(
                        () -> findings.add(code, subject, place + " refers to it by " + reference.place()),
                        what -> findings.add(
                                BlockerCode.REFERENCE_UNCLEAR,
                                subject,
                                "%s has by %s %s, which may lead to it".formatted(place, reference.place(), what)));
    }

    private PathResolution resolutionOf(PoolVolume reference) {
        // The looked-at volume itself may be deleted already, so that its pool does not list it.
        if (reference.pool().equals(host.pool()) && reference.volume().equals(volume.name())) {
            return PathResolution.target();
        }
        Optional<StoragePool> pool = host.pool(reference.pool());
        if (pool.isEmpty()) {
            return new PathResolution.Unclear("a volume of pool " + reference.pool() + ", which the host has not");
        }
        // A volume that is away for a while may be backed by anything.
        return pool.flatMap(known -> known.volume(reference.volume()))
                .map(paths::of)
                .orElseGet(() -> new PathResolution.Unclear("volume %s of pool %s, which the pool does not list now"
                        .formatted(reference.volume(), reference.pool())));
    }

    /** Reads a document of one kind. */
    private interface Reader {
        ImageReferences read(String xml) throws MalformedDomainXmlException;
    }

    /** Resolves each reference. */
    private final class Resolving implements ImageReference.Visitor<PathResolution> {

        @Override
        public PathResolution toPath(ImageReference.ToPath path) {
            return paths.of(path.path(), path.format(), path.role());
        }

        @Override
        public PathResolution toVolume(ImageReference.ToVolume byName) {
            return resolutionOf(byName.volume());
        }

        @Override
        public PathResolution toExport(ImageReference.ToExport export) {
            return HostPathResolver.exported(export.protocol());
        }
    }
}
