package io.slackwater.reclaimer.hands;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.BlockerCode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Deletes a volume, if a fresh look at every host on its store finds nothing that refers to it; then looks once more. libvirt itself
 * never refuses to delete a volume in use.
 */
final class Deleting {

    private static final Logger LOG = Logger.getLogger(Deleting.class);

    private final Connections hosts;
    private final Look look;
    private final Clock clock;

    Deleting(Connections hosts, Look look, Clock clock) {
        this.hosts = hosts;
        this.look = look;
        this.clock = clock;
    }

    /** Looks only. */
    Report inspect(Order order) {
        return afterLook(order, (host, volume, result) -> new Report.Inspected(result.looks()));
    }

    /** Looks, and deletes where nothing was found. */
    Report delete(Order order, Lifetime lifetime) {
        return afterLook(order, (host, volume, result) -> delete(order, lifetime, host, volume, result));
    }

    /** What is done with a volume that is there and that nothing refers to. */
    private interface Clear {
        Report with(HostConnection host, Volume volume, Look.Result result) throws HypervisorException;
    }

    private Report afterLook(Order order, Clear clear) {
        Look.Result result = look.at(order);
        try {
            HostConnection host = hosts.to(order.through());
            Optional<StoragePool> pool = host.pool(order.through().pool()).filter(StoragePool::active);
            if (pool.isEmpty()) {
                return failed(order, BlockerCode.HOST_UNREACHABLE, "Its pool is inactive");
            }
            Optional<Volume> volume = pool.get().volume(order.volume().name());
            Optional<Report> elsewhere = elsewhere(order, pool.get(), volume.isPresent());
            if (elsewhere.isPresent()) {
                return elsewhere.get();
            }
            if (volume.isEmpty()) {
                return new Report.Deleted(0, result.looks(), result.references());
            }
            return result.isClear()
                    ? clear.with(host, volume.get(), result)
                    : new Report.Referenced(result.looks(), result.blockers());
        } catch (HypervisorException failure) {
            return failed(order, codeOf(failure), failure.getMessage());
        }
    }

    /**
     * A pool that is marked as another store's is shared with hosts that were not asked. One that is not marked and does not list the
     * volume may be another place, such as a directory with nothing mounted on it.
     */
    private Optional<Report> elsewhere(Order order, StoragePool pool, boolean isListed) {
        String store = order.volume().store();
        Optional<String> marked = StoreMarker.storeOf(pool);
        if (marked.isPresent() && !marked.get().equals(store)) {
            return Optional.of(failed(
                    order,
                    BlockerCode.HOST_NOT_SYNCED,
                    "Its pool %s is store %s by now, and is to be read anew".formatted(pool.name(), marked.get())));
        }
        return marked.isPresent() || isListed
                ? Optional.empty()
                : Optional.of(failed(
                        order,
                        BlockerCode.HOST_UNREACHABLE,
                        "Its pool %s does not show the marker of the store: there may be nothing mounted. If it is as it should be, make a volume %s in it"
                                .formatted(pool.name(), StoreMarker.nameOf(store))));
    }

    private Report delete(Order order, Lifetime lifetime, HostConnection host, Volume volume, Look.Result before)
            throws HypervisorException {
        if (lifetime.isOver()) {
            return new Report.Expired();
        }
        host.delete(order.through().pool(), order.volume().name());
        if (find(host, order).isPresent()) {
            return failed(order, BlockerCode.UNKNOWN, "The host says that it deleted it, and still lists it");
        }
        return deleted(order, volume.allocationBytes(), before);
    }

    private Report deleted(Order order, long bytes, Look.Result before) {
        List<Blocker> uses = look.at(order).references();
        if (!uses.isEmpty()) {
            LOG.errorf("A volume came into use in the instant in which it was deleted: %s", uses);
        }
        return new Report.Deleted(bytes, before.looks(), uses);
    }

    private static Optional<Volume> find(HostConnection host, Order order) throws HypervisorException {
        return host.pool(order.through().pool())
                .flatMap(pool -> pool.volume(order.volume().name()));
    }

    private Report failed(Order order, BlockerCode code, String detail) {
        String subject = code == BlockerCode.HOST_UNREACHABLE || code == BlockerCode.HOST_NOT_SYNCED
                ? order.through().hostId()
                : order.volume().name();
        return new Report.Failed(List.of(new Blocker(code, subject, clock.instant(), detail)));
    }

    private static BlockerCode codeOf(HypervisorException failure) {
        return failure instanceof HypervisorException.Unreachable ? BlockerCode.HOST_UNREACHABLE : BlockerCode.UNKNOWN;
    }
}
