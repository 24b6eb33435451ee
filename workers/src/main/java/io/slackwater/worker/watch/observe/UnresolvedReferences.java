package io.slackwater.worker.watch.observe;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.PoolVolume;
import io.slackwater.hypervisor.xml.image.ImageReference;
import io.slackwater.hypervisor.xml.image.ImageReference.Role;
import io.slackwater.hypervisor.xml.image.ImageReferences;
import io.slackwater.schemas.UnresolvedReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a VM names and nobody can tell, in all that it is defined by: any volume of the host may be meant. They are bounded in
 * length: many snapshots that name the same file, or files that nobody lists, make no record too long.
 */
final class UnresolvedReferences {

    /** Of the names and of what is said of them, together. */
    private static final int MOST_CHARACTERS = 64 * 1024;

    private final StoreIndex stores;
    private final ReferenceJudge judge;

    UnresolvedReferences(StoreIndex stores) {
        this.stores = stores;
        this.judge = new ReferenceJudge(stores);
    }

    /**
     * Returns each name that may lead to any volume, with the first place that has it. Where there are too many, the last entry has no
     * name: any volume of any host may be meant.
     */
    List<UnresolvedReference> of(Domain domain) throws MalformedDomainXmlException {
        Map<Unresolved, String> found = new LinkedHashMap<>();
        add("definition", ImageReferences.ofDomain(domain.definition()), found);
        if (domain.liveDefinition().isPresent()) {
            add(
                    "running machine",
                    ImageReferences.ofDomain(domain.liveDefinition().get()),
                    found);
        }
        if (domain.managedSaveDefinition().isPresent()) {
            add(
                    "managed save",
                    ImageReferences.ofDomain(domain.managedSaveDefinition().get()),
                    found);
        }
        for (Domain.Snapshot snapshot : domain.snapshots()) {
            add("snapshot " + snapshot.name(), ImageReferences.ofSnapshot(snapshot.xml()), found);
        }
        for (Domain.Checkpoint checkpoint : domain.checkpoints()) {
            add("checkpoint " + checkpoint.name(), ImageReferences.ofCheckpoint(checkpoint.xml()), found);
        }
        return bounded(found);
    }

    /** A name, and why nobody can tell what it means. */
    private record Unresolved(String name, String why) {}

    private void add(String document, ImageReferences references, Map<Unresolved, String> found) {
        for (ImageReference reference : references.all()) {
            unresolved(reference)
                    .ifPresent(why -> found.putIfAbsent(
                            new Unresolved(name(reference), why), document + ": " + reference.place()));
        }
    }

    private static List<UnresolvedReference> bounded(Map<Unresolved, String> found) {
        List<UnresolvedReference> bounded = new ArrayList<>();
        int characters = 0;
        for (Map.Entry<Unresolved, String> entry : found.entrySet()) {
            Unresolved unresolved = entry.getKey();
            characters += unresolved.name().length()
                    + unresolved.why().length()
                    + entry.getValue().length();
            if (characters > MOST_CHARACTERS) {
                String rest = (found.size() - bounded.size()) + " more files that nobody can tell";
                bounded.add(new UnresolvedReference("further places", "", rest));
                break;
            }
            bounded.add(new UnresolvedReference(entry.getValue(), unresolved.name(), unresolved.why()));
        }
        return bounded;
    }

    private Optional<String> unresolved(ImageReference reference) {
        if (reference instanceof ImageReference.ToPath path) {
            return judge.unresolved(stores.answer(path.path(), path.format()), path.role());
        } else if (reference instanceof ImageReference.ToVolume named) {
            return unresolved(named.volume());
        }
        return ReferenceJudge.unresolvedExport(((ImageReference.ToExport) reference).protocol());
    }

    private Optional<String> unresolved(PoolVolume named) {
        Optional<StoreIndex.Store> store = stores.stores().stream()
                .filter(known -> known.pool().name().equals(named.pool()))
                .findFirst();
        if (store.isEmpty()) {
            return Optional.of("a volume of pool " + named.pool() + ", which the host has not");
        }
        return store.get()
                .pool()
                .volume(named.volume())
                .map(volume -> judge.unresolved(stores.answer(volume.path()), Role.OTHER))
                .orElseGet(() -> Optional.of("volume %s of pool %s, which the pool does not list now"
                        .formatted(named.volume(), named.pool())));
    }

    private static String name(ImageReference reference) {
        if (reference instanceof ImageReference.ToPath path) {
            return path.path();
        }
        return reference instanceof ImageReference.ToVolume named
                ? named.volume().pool() + "/" + named.volume().volume()
                : ((ImageReference.ToExport) reference).protocol();
    }
}
