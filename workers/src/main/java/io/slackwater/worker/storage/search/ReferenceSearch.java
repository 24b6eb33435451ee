package io.slackwater.worker.storage.search;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.volume.VolumeRef;
import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Searches one listing of a host for references to a volume: the live and the inactive definition of each domain, its
 * managed save, its snapshots and checkpoints, and the backing and data files of all volumes of all pools. Where it
 * cannot tell, it says so, and the volume stays.
 */
public final class ReferenceSearch {

    /** The types of pools whose source is a path of the host. */
    private static final Set<String> POOLS_OF_PATHS = Set.of("fs", "disk", "logical");

    private final HostSnapshot host;
    private final HostPathResolver paths;
    private final List<Blocker> found = new ArrayList<>();

    private ReferenceSearch(HostSnapshot host, VolumeRef volume) {
        this.host = host;
        this.paths = new HostPathResolver(host, volume);
    }

    /**
     * Returns what refers to the volume on the host, or may, each once per reason. The images are read only where nothing else was
     * found.
     *
     * @param images reads the volumes of the host
     * @throws HypervisorException.Unreachable if the host broke off while images were read
     */
    public static List<Blocker> search(HostSnapshot host, VolumeRef volume, Images images) throws HypervisorException {
        ReferenceSearch search = new ReferenceSearch(host, volume);
        search.searchPools();
        for (Domain domain : host.domains()) {
            new DomainSearch(host, volume, search.paths, search::add).search(domain);
        }
        if (search.found.isEmpty()) {
            new ImageSearch(host, search.paths, images, search::add).search();
        }
        return List.copyOf(search.found);
    }

    private void searchPools() {
        if (!paths.areTargetsReadable()) {
            add(
                    BlockerCode.REFERENCE_UNCLEAR,
                    host.hostId(),
                    "The path of the volume itself cannot be read, so that nobody can say what leads to it: rename its"
                            + " file");
        }
        for (StoragePool pool : host.pools()) {
            if (!pool.active()) {
                add(
                        BlockerCode.HOST_UNREACHABLE,
                        host.hostId(),
                        "Its pool %s is inactive and cannot be asked: start or undefine it".formatted(pool.name()));
            }
            if (!pool.name().equals(host.pool())) {
                // A pool is never made of a volume that is in it.
                pool.sources().forEach(source -> searchSource(pool, source));
            }
            pool.volumes().forEach(volume -> searchVolume(pool, volume));
        }
        if (host.ownPool().isEmpty()) {
            add(BlockerCode.HOST_UNREACHABLE, host.hostId(), "It has no pool " + host.pool());
        }
    }

    private void searchSource(StoragePool pool, String source) {
        PathResolution resolution =
                POOLS_OF_PATHS.contains(pool.type()) ? paths.source(source) : PathResolution.elsewhere();
        resolution.tell(
                () -> add(
                        BlockerCode.USED_BY_BACKING_CHAIN,
                        pool.name(),
                        "Pool %s on %s is made of it".formatted(pool.name(), host.hostId())),
                what -> add(
                        BlockerCode.REFERENCE_UNCLEAR,
                        pool.name(),
                        "Pool %s on %s is made of %s, which may be this".formatted(pool.name(), host.hostId(), what)));
    }

    private void searchVolume(StoragePool pool, Volume other) {
        if (paths.isTarget(other.path())) {
            return;
        }
        if (other.format().equals("vmdk")) {
            unclear(pool, other, "is a vmdk, whose parts may be other files");
        }
        PathResolution resolution = other.backingPath().isEmpty() ? PathResolution.elsewhere() : paths.of(other);
        resolution.tell(
                () -> add(
                        BlockerCode.USED_BY_BACKING_CHAIN,
                        other.name(),
                        "Volume %s on %s is backed by it".formatted(other.path(), host.hostId())),
                what -> unclear(
                        pool,
                        other,
                        "is backed by %s, and at the end of that chain is %s, which may be this"
                                .formatted(other.backingPath().orElse(""), what)));
    }

    private void unclear(StoragePool pool, Volume other, String what) {
        add(
                BlockerCode.REFERENCE_UNCLEAR,
                other.name(),
                "Volume %s of pool %s on %s %s".formatted(other.path(), pool.name(), host.hostId(), what));
    }

    private void add(BlockerCode code, String subject, String detail) {
        Blocker blocker = new Blocker(code, subject, host.askedAt(), detail);
        if (found.stream().noneMatch(blocker::sameAs)) {
            found.add(blocker);
        }
    }

    /** Takes what a search finds. */
    interface Findings {
        void add(BlockerCode code, String subject, String detail);
    }

    /** Reads volumes of the host that was listed. */
    public interface Images {
        /** As {@link io.slackwater.hypervisor.HostConnection#beginning}. */
        byte[] beginning(String pool, String volume, int length) throws HypervisorException;
    }
}
