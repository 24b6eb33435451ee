package io.slackwater.worker.storage;

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
import io.slackwater.worker.Lifetime;
import io.slackwater.worker.storage.check.DeleteFreeze;
import io.slackwater.worker.storage.check.ReferenceCheck;
import io.slackwater.worker.storage.host.StorageConnections;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Deletes a volume, if a fresh look at every host on its store finds nothing that refers to it; then looks once more. libvirt itself
 * never refuses to delete a volume in use.
 */
final class ReclaimHandler {

    private static final Logger LOG = Logger.getLogger(ReclaimHandler.class);

    private final StorageConnections hosts;
    private final ReferenceCheck check;
    private final DeleteFreeze freeze;
    private final Clock clock;

    ReclaimHandler(StorageConnections hosts, ReferenceCheck check, DeleteFreeze freeze, Clock clock) {
        this.hosts = hosts;
        this.check = check;
        this.freeze = freeze;
        this.clock = clock;
    }

    /** Looks only. */
    StorageTaskReport inspect(StorageTask task) {
        return afterLook(
                task, Optional.empty(), (volume, result) -> new StorageTaskReport.Inspected(result.hostChecks()));
    }

    /** Looks, and deletes where nothing was found. */
    StorageTaskReport delete(StorageTask task, Lifetime lifetime) {
        return delete(task, lifetime, Optional.empty());
    }

    /**
     * Looks, and deletes where nothing was found.
     *
     * @param judged the volume whose content was judged before; empty where that was not asked for
     */
    StorageTaskReport delete(StorageTask task, Lifetime lifetime, Optional<Volume> judged) {
        return afterLook(task, judged, (volume, result) -> delete(task, lifetime, volume, result));
    }

    /** What is done with a volume that is there and that nothing refers to. */
    private interface Clear {
        StorageTaskReport with(Volume volume, ReferenceCheck.Result result);
    }

    /** Asks no host anything after the look but for the volume itself: between its last reading and the delete is nothing that takes time. */
    private StorageTaskReport afterLook(StorageTask task, Optional<Volume> judged, Clear clear) {
        ReferenceCheck.Result result = check.at(task, judged);
        if (result.pool().filter(StoragePool::active).isEmpty()) {
            return result.untold().isEmpty()
                    ? failed(task, BlockerCode.HOST_UNREACHABLE, "Its pool is inactive")
                    : new StorageTaskReport.Failed(result.untold());
        }
        StoragePool pool = result.pool().get();
        Optional<Volume> volume = pool.volume(task.volume().name());
        Optional<StorageTaskReport> elsewhere = elsewhere(task, pool);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        if (volume.isEmpty()) {
            return new StorageTaskReport.Deleted(
                    0, result.hostChecks(), result.findingSince(), result.usesOrUnclear(), Optional.empty());
        }
        return result.isClear()
                ? clear.with(volume.get(), result)
                : new StorageTaskReport.Referenced(result.hostChecks(), result.finding(), result.blockers());
    }

    /**
     * A pool that is marked as another store's is shared with hosts that were not asked. One that is not marked may be, too; or it is
     * another place, such as a directory with nothing mounted on it.
     */
    private Optional<StorageTaskReport> elsewhere(StorageTask task, StoragePool pool) {
        String store = task.volume().store();
        Optional<String> marked = StoreMarker.storeOf(pool);
        if (marked.isEmpty()) {
            return Optional.of(failed(
                    task,
                    BlockerCode.STORE_UNMARKED,
                    "Its pool %s does not show the marker of the store: there may be nothing mounted. If it is as it should be, make a volume %s in it"
                            .formatted(pool.name(), StoreMarker.nameOf(store))));
        }
        return marked.get().equals(store)
                ? Optional.empty()
                : Optional.of(failed(
                        task,
                        BlockerCode.HOST_NOT_SYNCED,
                        "Its pool %s is store %s by now, and is to be read anew".formatted(pool.name(), marked.get())));
    }

    private StorageTaskReport delete(StorageTask task, Lifetime lifetime, Volume volume, ReferenceCheck.Result before) {
        try {
            HostConnection host = hosts.to(task.through());
            if (lifetime.isOver()) {
                return new StorageTaskReport.Expired();
            }
            Optional<StorageTaskReport> frozen = freeze.against();
            if (frozen.isPresent()) {
                return frozen.get();
            }
            Optional<Blocker> replaced = check.replacedSince(task, before);
            if (replaced.isPresent()) {
                return new StorageTaskReport.Referenced(
                        before.hostChecks(), ReferenceFinding.UNCLEAR, List.of(replaced.get()));
            }
            Instant calledAt = clock.instant();
            host.delete(task.through().pool(), task.volume().name());
            if (find(host, task).isPresent()) {
                return failed(task, BlockerCode.UNKNOWN, "The host says that it deleted it, and still lists it");
            }
            ReferenceCheck.Result after = check.at(task);
            logUses(task, after);
            return new StorageTaskReport.Deleted(
                    volume.allocationBytes(),
                    before.hostChecks(),
                    after.findingSince(),
                    after.usesOrUnclear(),
                    Optional.of(calledAt));
        } catch (HypervisorException failure) {
            return failed(task, codeOf(failure), failure.getMessage());
        }
    }

    /**
     * Says loudly what uses the volume or may use it: before the delete nothing did. It is restored where its content can be had.
     */
    private static void logUses(StorageTask task, ReferenceCheck.Result after) {
        List<Blocker> uses = after.usesOrUnclear();
        List<Blocker> untold = after.others();
        if (!uses.isEmpty()) {
            LOG.errorf(
                    "Volume %s of store %s came into use while it was deleted, or may have: %s",
                    task.volume().name(), task.volume().store(), uses);
        }
        if (!untold.isEmpty()) {
            LOG.errorf(
                    "Volume %s of store %s was deleted, and whether it came into use meanwhile cannot be told: %s",
                    task.volume().name(), task.volume().store(), untold);
        }
    }

    private static Optional<Volume> find(HostConnection host, StorageTask task) throws HypervisorException {
        return host.pool(task.through().pool())
                .flatMap(pool -> pool.volume(task.volume().name()));
    }

    private StorageTaskReport failed(StorageTask task, BlockerCode code, String detail) {
        boolean isOfTheHost = code == BlockerCode.HOST_UNREACHABLE
                || code == BlockerCode.HOST_NOT_SYNCED
                || code == BlockerCode.STORE_UNMARKED;
        String subject = isOfTheHost ? task.through().hostId() : task.volume().name();
        return new StorageTaskReport.Failed(List.of(new Blocker(code, subject, clock.instant(), detail)));
    }

    private static BlockerCode codeOf(HypervisorException failure) {
        return failure instanceof HypervisorException.Unreachable ? BlockerCode.HOST_UNREACHABLE : BlockerCode.UNKNOWN;
    }
}
