package io.slackwater.worker.storage.host;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.ReferenceFinding;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Checks before a delete that hosts which show one marker share one directory: what is written through one of them is
 * looked for through the others. A marker may have been copied with everything else, by rsync or from a backup.
 */
public final class StoreProbe {

    /** For so long one probe is looked for: a network file system may show what is new a minute later, and tasks come again after minutes. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final StorageConnections hosts;
    private final Clock clock;
    private final Map<String, Written> written = new ConcurrentHashMap<>();
    private final Map<String, Object> locks = new ConcurrentHashMap<>();

    public StoreProbe(StorageConnections hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /** A probe that some host did not show yet. */
    private record Written(String name, Instant at) {}

    /** Returns why nothing is to be deleted; empty where each of the order's hosts has the directory, and for a single one. */
    public Optional<StorageTaskReport> against(StorageTask task) {
        if (task.sites().size() < 2) {
            return Optional.empty();
        }
        String store = task.volume().store();
        // Two deletes from one store would take each other's probes away.
        synchronized (locks.computeIfAbsent(store, added -> new Object())) {
            return probed(task);
        }
    }

    private Optional<StorageTaskReport> probed(StorageTask task) {
        try {
            HostConnection first = hosts.to(task.through());
            StoragePool pool = pool(first, task.through());
            Optional<Volume> doomed = pool.volume(task.volume().name());
            List<Blocker> blockers = blockers(task, first, pool, doomed);
            if (blockers.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    doomed.isPresent()
                            ? new StorageTaskReport.Referenced(List.of(), ReferenceFinding.UNCLEAR, blockers)
                            : new StorageTaskReport.Failed(blockers));
        } catch (HypervisorException failure) {
            return Optional.of(failed(task.through(), failure));
        }
    }

    private List<Blocker> blockers(StorageTask task, HostConnection first, StoragePool pool, Optional<Volume> doomed)
            throws HypervisorException {
        String store = task.volume().store();
        try {
            String probe = probe(store, first, pool);
            List<Blocker> blockers = unseen(task, listed -> listed.volume(probe).isPresent());
            if (blockers.isEmpty()) {
                written.remove(store);
                first.delete(pool.name(), probe);
            }
            return blockers;
        } catch (HypervisorException.NoSpace full) {
            // From a store without room for a small file something must be deleted. A copy of a file has other times.
            return doomed.isEmpty()
                    ? List.of()
                    : unseen(task, listed -> listed.volume(task.volume().name())
                            .filter(seen -> isOneFile(seen, doomed.get()))
                            .isPresent());
        }
    }

    private static boolean isOneFile(Volume one, Volume other) {
        return !one.stamp().isEmpty()
                && one.stamp().equals(other.stamp())
                && one.contentBytes() == other.contentBytes();
    }

    /** Returns the probe of a store, written anew where there is none or it is old; what an earlier process left is deleted. */
    private String probe(String store, HostConnection host, StoragePool pool) throws HypervisorException {
        Optional<Written> before = Optional.ofNullable(written.get(store))
                .filter(probe -> probe.at().plus(PATIENCE).isAfter(clock.instant()))
                .filter(probe -> pool.volume(probe.name()).isPresent());
        if (before.isPresent()) {
            return before.get().name();
        }
        for (Volume volume : pool.volumes()) {
            if (StoreMarker.isProbe(volume.name())) {
                host.delete(pool.name(), volume.name());
            }
        }
        String name = StoreMarker.probeOf(UUID.randomUUID());
        StoreMarker.probe(host, pool.name(), name);
        written.put(store, new Written(name, clock.instant()));
        return name;
    }

    private List<Blocker> unseen(StorageTask task, Predicate<StoragePool> shows) {
        List<Blocker> blockers = new ArrayList<>();
        for (StorageTask.Site site : task.sites().subList(1, task.sites().size())) {
            try {
                StoragePool pool = pool(hosts.to(site), site);
                if (!shows.test(pool)) {
                    blockers.add(unseen(task, site, StoreMarker.storeOf(pool).isPresent()));
                }
            } catch (HypervisorException failure) {
                blockers.addAll(failed(site, failure).blockers());
            }
        }
        return blockers;
    }

    private Blocker unseen(StorageTask task, StorageTask.Site site, boolean isMarked) {
        String store = task.volume().store();
        return isMarked
                ? new Blocker(
                        BlockerCode.MARKER_AMBIGUOUS,
                        site.hostId(),
                        clock.instant(),
                        "Its pool %s shows the marker of store %s, and not the file that pool %s of %s has: it is a copy. Make the marker that it is to have, %s, and delete the other in it"
                                .formatted(
                                        site.pool(),
                                        store,
                                        task.through().pool(),
                                        task.through().hostId(),
                                        StoreMarker.nameOf(site.hostId() + "/" + site.pool())))
                : new Blocker(
                        BlockerCode.STORE_UNMARKED,
                        site.hostId(),
                        clock.instant(),
                        "Its pool %s does not show the marker of store %s: there may be nothing mounted"
                                .formatted(site.pool(), store));
    }

    private static StoragePool pool(HostConnection host, StorageTask.Site site) throws HypervisorException {
        return host.pool(site.pool())
                .filter(StoragePool::active)
                .orElseThrow(() ->
                        new HypervisorException.Unreachable("Its pool %s is inactive".formatted(site.pool()), null));
    }

    private StorageTaskReport.Failed failed(StorageTask.Site site, HypervisorException failure) {
        boolean isLost = failure instanceof HypervisorException.Unreachable;
        return new StorageTaskReport.Failed(List.of(new Blocker(
                isLost ? BlockerCode.HOST_UNREACHABLE : BlockerCode.UNKNOWN,
                site.hostId(),
                clock.instant(),
                String.valueOf(failure.getMessage()))));
    }
}
