package io.slackwater.simulation.world;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.hypervisor.xml.MalformedDomainXmlException;
import io.slackwater.hypervisor.xml.image.ImageReference;
import io.slackwater.hypervisor.xml.image.ImageReferences;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the VMs of a host refer to, as it really is. What a document says is remembered, for the same come again and again. */
public final class Storage {

    private static final int REMEMBERED = 5_000;

    private final Map<String, List<String>> paths = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Returns who refers to a volume on any of the hosts of its store; empty where nobody does. */
    public Optional<String> userOf(List<Site> sharing, String volume) {
        return sharing.stream()
                .map(site -> userOf(site, volume))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> userOf(Site site, String volume) {
        Map<String, Volume> volumes = volumes(site);
        String path = site.pool().targetPath() + "/" + volume;
        for (Domain domain : site.host().domains()) {
            for (String document : documents(domain)) {
                for (String used : paths(document)) {
                    if (chain(used, volumes).contains(path)) {
                        return Optional.of("VM " + domain.name() + " by " + used);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** Returns a volume that a VM's next start, or its saved state, refers to and that is not there; empty where all are. */
    public Optional<String> missing(Site site, Domain domain) {
        Map<String, Volume> volumes = volumes(site);
        List<String> documents = new ArrayList<>(List.of(domain.definition()));
        domain.managedSaveDefinition().ifPresent(documents::add);
        return documents.stream()
                .flatMap(document -> paths(document).stream())
                .flatMap(used -> chain(used, volumes).stream())
                .filter(path -> !volumes.containsKey(path))
                .findFirst();
    }

    private static Map<String, Volume> volumes(Site site) {
        StoragePool pool = site.pool().read();
        Map<String, Volume> volumes = new HashMap<>();
        pool.volumes().forEach(volume -> volumes.put(volume.path(), volume));
        return volumes;
    }

    private static Set<String> chain(String path, Map<String, Volume> volumes) {
        Set<String> chain = new LinkedHashSet<>();
        Optional<String> next = Optional.of(path);
        while (next.isPresent() && chain.add(next.get())) {
            next = Optional.ofNullable(volumes.get(next.get())).flatMap(Volume::backingPath);
        }
        return chain;
    }

    private static List<String> documents(Domain domain) {
        List<String> documents = new ArrayList<>(List.of(domain.definition()));
        domain.liveDefinition().ifPresent(documents::add);
        domain.managedSaveDefinition().ifPresent(documents::add);
        domain.snapshots().forEach(snapshot -> documents.add(snapshot.xml()));
        return documents;
    }

    private List<String> paths(String document) {
        return paths.computeIfAbsent(document, Storage::read);
    }

    private static List<String> read(String document) {
        try {
            ImageReferences references = document.startsWith("<domainsnapshot")
                    ? ImageReferences.ofSnapshot(document)
                    : ImageReferences.ofDomain(document);
            return references.all().stream()
                    .filter(ImageReference.ToPath.class::isInstance)
                    .map(reference -> ((ImageReference.ToPath) reference).path())
                    .toList();
        } catch (MalformedDomainXmlException malformed) {
            throw new IllegalStateException("A simulated host has a malformed document: " + document, malformed);
        }
    }
}
