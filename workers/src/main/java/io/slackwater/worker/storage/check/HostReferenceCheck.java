package io.slackwater.worker.storage.check;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.storage.host.HostCheckResult;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.worker.storage.host.StorageConnections;
import io.slackwater.worker.storage.search.HostSnapshot;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The reference check on one host; what is slow to read is cached. The beginning of an
 * image is read again only where its pool lists the image with another time, size or path. So a second reading of the
 * host takes a fraction of the first.
 */
final class HostReferenceCheck {

    /** How much of the looked-at volume's own head is compared, in bytes. */
    private static final int HEAD = 4096;

    private final StorageTask.Site site;
    private final VolumeRef volume;
    private final HostConnection host;
    private final HostDomains hostDomains;
    private final Clock clock;
    private final Instant askedAt;
    private final Map<Image, byte[]> heads = new HashMap<>();

    /** The images by pool and name, as they were listed last. */
    private final Map<List<String>, Image> listed = new HashMap<>();

    private List<StoragePool> pools = List.of();
    private List<Domain> domains = List.of();
    private Instant definitionsReadAt;
    private ByteBuffer ownHead = VolumeFingerprint.NO_HEAD;
    private List<Blocker> found = List.of();
    private boolean answered;

    /** An image as its pool listed it. */
    private record Image(String pool, Volume volume) {}

    /** What of a domain says which files it may use, without what changes by itself while it runs. */
    private record Definitions(
            String definition, Optional<String> live, Optional<String> saved, List<?> snapshots, List<?> checkpoints) {

        static Definitions of(Domain domain) {
            return new Definitions(
                    domain.definition(),
                    domain.liveDefinition().map(Definitions::settled),
                    domain.managedSaveDefinition(),
                    domain.snapshots(),
                    domain.checkpoints());
        }

        /** The balloon and the agent's channel change by themselves. */
        private static String settled(String live) {
            return live.replaceAll("<currentMemory[^>]*>[^<]*</currentMemory>", "")
                    .replaceAll("state=['\"](dis)?connected['\"]", "");
        }
    }

    HostReferenceCheck(StorageTask.Site site, VolumeRef volume, StorageConnections hosts, Clock clock)
            throws HypervisorException {
        this.site = site;
        this.volume = volume;
        this.host = hosts.to(site);
        this.hostDomains = new HostDomains(site, host, hosts, clock);
        this.clock = clock;
        this.askedAt = clock.instant();
        this.definitionsReadAt = askedAt;
    }

    StorageTask.Site site() {
        return site;
    }

    /** Returns its answer; empty where it did not answer when it was read last. */
    Optional<HostCheckResult> answer() {
        return answered
                ? Optional.of(new HostCheckResult(site.hostId(), askedAt, found.size(), Optional.of(definitionsReadAt)))
                : Optional.empty();
    }

    /** Returns the store's pool as it was listed last; empty where the host has none. */
    Optional<StoragePool> pool() {
        return pools.stream()
                .filter(candidate -> candidate.name().equals(site.pool()))
                .findFirst();
    }

    /** Returns the looked-at volume as its pool listed it last, with its head. */
    Optional<VolumeFingerprint> mark() {
        return pool().flatMap(pool -> pool.volume(volume.name())).map(listed -> VolumeFingerprint.of(listed, ownHead));
    }

    /** Reads what is slow: the pools, and the beginnings of the images that changed. */
    void readImages() throws HypervisorException {
        answered = false;
        pools = host.pools();
        // Of an image without a time nobody knows whether it changed since an earlier reading.
        heads.keySet().removeIf(image -> image.volume().stamp().isEmpty());
        listed.clear();
        for (StoragePool pool : pools) {
            pool.volumes()
                    .forEach(image -> listed.put(List.of(pool.name(), image.name()), new Image(pool.name(), image)));
        }
        ownHead = readOwnHead();
        StrictReferenceSearch.search(listing(List.of()), volume, this::beginning);
    }

    /** Reads what changes fast, and returns what refers to the volume, or may. */
    List<Blocker> readDefinitions() throws HypervisorException {
        definitionsReadAt = clock.instant();
        domains = hostDomains.read();
        List<Blocker> unanswered = hostDomains.unanswered();
        found = new ArrayList<>(unanswered);
        found.addAll(StrictReferenceSearch.search(listing(domains), volume, this::beginning));
        answered = unanswered.isEmpty();
        return found;
    }

    /** Returns the ids of domains that came, went or changed since an earlier reading. */
    Set<String> changedSince(List<Domain> earlier) {
        Map<String, Set<Definitions>> before = definitions(earlier);
        Map<String, Set<Definitions>> now = definitions(domains);
        Set<String> changed = new HashSet<>(before.keySet());
        changed.addAll(now.keySet());
        changed.removeIf(id -> before.containsKey(id) && before.get(id).equals(now.get(id)));
        return changed;
    }

    List<Domain> domains() {
        return domains;
    }

    /** Domains of two connections may have one id. */
    private static Map<String, Set<Definitions>> definitions(List<Domain> domains) {
        return domains.stream()
                .collect(Collectors.groupingBy(
                        domain -> domain.id().toString(), Collectors.mapping(Definitions::of, Collectors.toSet())));
    }

    private HostSnapshot listing(List<Domain> defined) {
        return new HostSnapshot(site.hostId(), site.pool(), defined, pools, askedAt);
    }

    /** The volume may be gone, or unreadable for this host: then it has no head to compare. */
    private ByteBuffer readOwnHead() throws HypervisorException {
        if (pool().flatMap(pool -> pool.volume(volume.name())).isEmpty()) {
            return VolumeFingerprint.NO_HEAD;
        }
        try {
            return ByteBuffer.wrap(host.beginning(site.pool(), volume.name(), HEAD))
                    .asReadOnlyBuffer();
        } catch (HypervisorException.NotFound | HypervisorException.Rejected unreadable) {
            return VolumeFingerprint.NO_HEAD;
        }
    }

    private byte[] beginning(String pool, String name, int length) throws HypervisorException {
        Optional<Image> image = Optional.ofNullable(listed.get(List.of(pool, name)));
        if (image.isPresent() && heads.containsKey(image.get())) {
            return heads.get(image.get());
        }
        byte[] head = readHead(pool, name, length);
        image.ifPresent(known -> heads.put(known, head));
        return head;
    }

    /** What is not found and goes on being listed is there by another name than libvirt tells, such as one with control characters. */
    private byte[] readHead(String pool, String name, int length) throws HypervisorException {
        try {
            return host.beginning(pool, name, length);
        } catch (HypervisorException.NotFound notFound) {
            boolean isListed = host.pool(pool).flatMap(now -> now.volume(name)).isPresent();
            if (isListed) {
                throw new HypervisorException.Rejected("It is listed, and not found by its name", notFound);
            }
            throw notFound;
        }
    }
}
