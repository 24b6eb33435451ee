package io.slackwater.worker.storage.check;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.xml.DomainXml;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.hypervisor.xml.Slot;
import io.slackwater.worker.storage.search.HostSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a VM uses a file as an image that may refer to others; what a VM has as a raw disk refers to nothing, whatever its guest wrote. */
final class ImageUse {

    private ImageUse() {}

    static boolean ofFile(HostSnapshot listing, String pool, String name) {
        Optional<String> path = listing.pools().stream()
                .filter(candidate -> candidate.name().equals(pool))
                .flatMap(candidate -> candidate.volume(name).stream())
                .map(Volume::path)
                .findFirst();
        return path.isEmpty()
                || listing.domains().stream().anyMatch(domain -> of(domain, path.get(), new PoolVolume(pool, name)));
    }

    private static boolean of(Domain domain, String path, PoolVolume byName) {
        Stream<String> machines = Stream.of(
                        Optional.of(domain.definition()), domain.liveDefinition(), domain.managedSaveDefinition())
                .flatMap(Optional::stream);
        boolean isKept = Stream.concat(
                        domain.snapshots().stream().map(Domain.Snapshot::xml),
                        domain.checkpoints().stream().map(Domain.Checkpoint::xml))
                .anyMatch(xml -> xml.contains(path) || xml.contains(byName.volume()));
        return isKept || machines.anyMatch(xml -> of(xml, path, byName));
    }

    private static boolean of(String xml, String path, PoolVolume byName) {
        if (!xml.contains(path) && !xml.contains(byName.volume())) {
            return false;
        }
        try {
            List<Slot> slots = DomainXml.parse(xml).slots().stream()
                    .filter(slot -> slot.path().filter(path::equals).isPresent()
                            || slot.poolVolume().filter(byName::equals).isPresent())
                    .toList();
            return slots.isEmpty()
                    || slots.stream().anyMatch(slot -> !slot.format().equals("raw"));
        } catch (MalformedDomainXmlException unknown) {
            return true;
        }
    }
}
