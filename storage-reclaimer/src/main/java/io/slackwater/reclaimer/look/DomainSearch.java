package io.slackwater.reclaimer.look;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.hypervisor.xml.SlotKind;
import io.slackwater.hypervisor.xml.SnapshotXml;
import io.slackwater.reclaimer.look.BackingWalk.End;
import io.slackwater.reclaimer.volume.BlockerCode;
import io.slackwater.reclaimer.volume.VolumeRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks for references to a volume in all that one domain is defined by. */
final class DomainSearch {

    private final HostListing host;
    private final VolumeRef volume;
    private final BackingWalk walk;
    private final ReferenceSearch.Findings findings;

    DomainSearch(HostListing host, VolumeRef volume, BackingWalk walk, ReferenceSearch.Findings findings) {
        this.host = host;
        this.volume = volume;
        this.walk = walk;
        this.findings = findings;
    }

    void search(Domain domain) {
        searchDefinition(domain, "definition", domain.definition(), BlockerCode.USED_BY_VM);
        domain.liveDefinition()
                .ifPresent(xml -> searchDefinition(domain, "running machine", xml, BlockerCode.USED_BY_VM));
        domain.managedSaveDefinition()
                .ifPresent(xml -> searchDefinition(domain, "managed save", xml, BlockerCode.USED_BY_SAVED_STATE));
        domain.snapshots().forEach(snapshot -> searchSnapshot(domain, snapshot));
    }

    private void searchDefinition(Domain domain, String where, String xml, BlockerCode code) {
        try {
            DomainXml definition = DomainXml.parse(xml);
            searchSlots(domain, where, definition.slots(), definition::mentions, code);
        } catch (MalformedDomainXmlException malformed) {
            unreadable(domain, where, malformed);
        }
    }

    private void searchSnapshot(Domain domain, Domain.Snapshot snapshot) {
        String where = "snapshot " + snapshot.name();
        try {
            SnapshotXml read = SnapshotXml.parse(snapshot.xml());
            searchSlots(domain, where, read.slots(), read::mentions, BlockerCode.USED_BY_SNAPSHOT);
        } catch (MalformedDomainXmlException malformed) {
            unreadable(domain, where, malformed);
        }
    }

    private void searchSlots(
            Domain domain, String where, List<Slot> slots, Predicate<String> mentions, BlockerCode code) {
        String subject = domain.id().toString();
        String place = "The %s of VM %s on %s".formatted(where, domain.name(), host.hostId());
        for (Slot slot : slots) {
            switch (endOf(slot)) {
                case TARGET -> findings.add(code, subject, place + " refers to it by " + slot.slot());
                case UNKNOWN ->
                    findings.add(
                            BlockerCode.USED_BY_BACKING_CHAIN,
                            subject,
                            place + " has a disk outside the pools by " + slot.slot()
                                    + ", which may be backed by it: make its directory a pool");
                case ELSEWHERE -> {
                    // The slot's whole chain is known, and the volume is not in it.
                }
            }
        }
        if (walk.targets().stream().anyMatch(mentions)) {
            findings.add(code, subject, place + " names its path");
        }
    }

    private End endOf(Slot slot) {
        Optional<String> path = slot.path().or(() -> slot.poolVolume().flatMap(this::pathOf));
        if (path.isEmpty()) {
            // A volume that its pool does not list is the looked-at one where the names agree: it may be deleted
            // already.
            return slot.poolVolume().filter(this::isLookedAt).isPresent() ? End.TARGET : End.ELSEWHERE;
        }
        boolean isInChain = slot.backingChain().stream().anyMatch(below -> walk.from(below) == End.TARGET);
        if (isInChain || walk.isTarget(path.get())) {
            return End.TARGET;
        }
        return walk.isKnown(path.get()) ? walk.from(path.get()) : endOutsidePools(slot, path.get());
    }

    /**
     * A path that no pool lists. A file of the same name is taken for the volume, since a path may lead to it by a link. A disk
     * image whose chain the definition does not tell may be backed by anything; raw images, kernels and loaders have no chain.
     */
    private End endOutsidePools(Slot slot, String path) {
        Path fileName = Path.of(path).getFileName();
        if (fileName != null && fileName.toString().equals(volume.name())) {
            return End.TARGET;
        }
        boolean hasChain = slot.kind() == SlotKind.DISK && !slot.format().equals("raw");
        return hasChain && slot.backingChain().isEmpty() ? End.UNKNOWN : End.ELSEWHERE;
    }

    private Optional<String> pathOf(PoolVolume reference) {
        return host.pools().stream()
                .filter(pool -> pool.name().equals(reference.pool()))
                .findFirst()
                .flatMap((StoragePool pool) -> pool.volume(reference.volume()))
                .map(Volume::path);
    }

    private boolean isLookedAt(PoolVolume reference) {
        return reference.pool().equals(host.pool()) && reference.volume().equals(volume.name());
    }

    private void unreadable(Domain domain, String where, MalformedDomainXmlException malformed) {
        findings.add(
                BlockerCode.VM_UNKNOWN,
                domain.id().toString(),
                "The %s of VM %s on %s cannot be read: %s"
                        .formatted(where, domain.name(), host.hostId(), malformed.getMessage()));
    }
}
