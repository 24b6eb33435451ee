package io.slackwater.reclaimer.look;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.BlockerCode;
import io.slackwater.reclaimer.volume.VolumeRef;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for everything on one host that refers to a volume: the live and the inactive definition of each domain, its managed save,
 * its snapshots and checkpoints, and the backing and data files of all volumes of all pools. Where it cannot tell, it says so, and the
 * volume stays.
 */
public final class ReferenceSearch {

    private final HostListing host;
    private final HostPaths paths;
    private final List<Blocker> found = new ArrayList<>();

    private ReferenceSearch(HostListing host, VolumeRef volume) {
        this.host = host;
        this.paths = new HostPaths(host, volume);
    }

    /**
     * Returns what refers to the volume on the host, or may, each once per reason. The images are read only where nothing else was
     * found.
     *
     * @param images reads the volumes of the host
     * @throws HypervisorException.Unreachable if the host broke off while images were read
     */
    public static List<Blocker> search(HostListing host, VolumeRef volume, Images images) throws HypervisorException {
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
        for (StoragePool pool : host.pools()) {
            if (!pool.active()) {
                add(
                        BlockerCode.HOST_UNREACHABLE,
                        host.hostId(),
                        "Its pool %s is inactive and cannot be asked: start or undefine it".formatted(pool.name()));
            }
            pool.volumes().forEach(this::searchVolume);
        }
        if (host.ownPool().isEmpty()) {
            add(BlockerCode.HOST_UNREACHABLE, host.hostId(), "It has no pool " + host.pool());
        }
    }

    private void searchVolume(Volume other) {
        if (paths.isTarget(other.path())) {
            return;
        }
        if (other.format().equals("vmdk")) {
            unclear(other, "is a vmdk, whose parts may be other files");
        }
        if (other.backingPath().isEmpty()) {
            return;
        }
        switch (paths.of(other.path())) {
            case TARGET ->
                add(
                        BlockerCode.USED_BY_BACKING_CHAIN,
                        other.name(),
                        "Volume %s on %s is backed by it".formatted(other.path(), host.hostId()));
            case UNCLEAR ->
                unclear(
                        other,
                        "is backed by %s, and at the end of that chain is a file that no pool lists, which may be this"
                                .formatted(other.backingPath().get()));
            case ELSEWHERE -> {
                // The whole chain is known, and the volume is not in it.
            }
        }
    }

    private void unclear(Volume other, String what) {
        add(
                BlockerCode.REFERENCE_UNCLEAR,
                other.name(),
                "Volume %s on %s %s".formatted(other.path(), host.hostId(), what));
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
