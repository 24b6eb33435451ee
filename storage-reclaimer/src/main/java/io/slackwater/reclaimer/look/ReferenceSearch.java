package io.slackwater.reclaimer.look;

import io.slackwater.hypervisor.Domain;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.Volume;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.BlockerCode;
import io.slackwater.reclaimer.volume.VolumeRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for everything on one host that refers to a volume: the live and the inactive definition of each domain, its managed save,
 * its snapshots, and the backing files of all volumes of all pools. Where it cannot tell, it says so, and the volume stays.
 */
public final class ReferenceSearch {

    private final HostListing host;
    private final BackingWalk walk;
    private final List<Blocker> found = new ArrayList<>();

    private ReferenceSearch(HostListing host, VolumeRef volume) {
        this.host = host;
        this.walk = new BackingWalk(host.pools(), paths(host, volume));
    }

    /** Returns what refers to the volume on the host, or may, each once per reason. */
    public static List<Blocker> search(HostListing host, VolumeRef volume) {
        ReferenceSearch search = new ReferenceSearch(host, volume);
        search.searchPools();
        for (Domain domain : host.domains()) {
            new DomainSearch(host, volume, search.walk, search::add).search(domain);
        }
        return List.copyOf(search.found);
    }

    private void searchPools() {
        boolean hasPool = false;
        for (StoragePool pool : host.pools()) {
            hasPool |= pool.name().equals(host.pool());
            if (!pool.active()) {
                add(
                        BlockerCode.HOST_UNREACHABLE,
                        host.hostId(),
                        "Its pool %s is inactive and cannot be asked: start or undefine it".formatted(pool.name()));
            }
            pool.volumes().forEach(this::searchVolume);
        }
        if (!hasPool) {
            add(BlockerCode.HOST_UNREACHABLE, host.hostId(), "It has no pool " + host.pool());
        }
    }

    private void searchVolume(Volume other) {
        if (walk.isTarget(other.path()) || other.backingPath().isEmpty()) {
            return;
        }
        switch (walk.from(other.path())) {
            case TARGET ->
                add(
                        BlockerCode.USED_BY_BACKING_CHAIN,
                        other.name(),
                        "Volume %s on %s is backed by it".formatted(other.path(), host.hostId()));
            case UNKNOWN ->
                add(
                        BlockerCode.USED_BY_BACKING_CHAIN,
                        other.name(),
                        "What volume %s on %s is backed by lies outside the pools, so it may be this"
                                .formatted(other.path(), host.hostId()));
            case ELSEWHERE -> {
                // The whole chain is known, and the volume is not in it.
            }
        }
    }

    private void add(BlockerCode code, String subject, String detail) {
        Blocker blocker = new Blocker(code, subject, host.askedAt(), detail);
        if (found.stream().noneMatch(blocker::sameAs)) {
            found.add(blocker);
        }
    }

    /** The volume's paths on this host: as its pool lists it, as the pool would, and as it was known. */
    private static Set<String> paths(HostListing host, VolumeRef volume) {
        Set<String> paths = new HashSet<>();
        if (!volume.path().isEmpty()) {
            paths.add(BackingWalk.normalized(volume.path()));
        }
        Optional<StoragePool> pool = host.pools().stream()
                .filter(candidate -> candidate.name().equals(host.pool()))
                .findFirst();
        pool.flatMap(known -> known.volume(volume.name()))
                .ifPresent(listed -> paths.add(BackingWalk.normalized(listed.path())));
        pool.filter(known -> !known.targetPath().isEmpty())
                .ifPresent(known -> paths.add(BackingWalk.normalized(known.targetPath() + "/" + volume.name())));
        return paths;
    }

    /** Takes what a search finds. */
    interface Findings {
        void add(BlockerCode code, String subject, String detail);
    }
}
