package io.slackwater.reclaimer.hands;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.hypervisor.Volume;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.BlockerCode;
import java.time.Clock;
import java.time.Instant;
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
    private final DeleteFreeze freeze;
    private final Clock clock;

    Deleting(Connections hosts, Look look, DeleteFreeze freeze, Clock clock) {
        this.hosts = hosts;
        this.look = look;
        this.freeze = freeze;
        this.clock = clock;
    }

    /** Looks only. */
    Report inspect(Order order) {
        return afterLook(order, Optional.empty(), (volume, result) -> new Report.Inspected(result.looks()));
    }

    /** Looks, and deletes where nothing was found. */
    Report delete(Order order, Lifetime lifetime) {
        return delete(order, lifetime, Optional.empty());
    }

    /**
     * Looks, and deletes where nothing was found.
     *
     * @param judged the volume whose content was judged before; empty where that was not asked for
     */
    Report delete(Order order, Lifetime lifetime, Optional<Volume> judged) {
        return afterLook(order, judged, (volume, result) -> delete(order, lifetime, volume, result));
    }

    /** What is done with a volume that is there and that nothing refers to. */
    private interface Clear {
        Report with(Volume volume, Look.Result result);
    }

    /** Asks no host anything after the look but for the volume itself: between its last reading and the delete is nothing that takes time. */
    private Report afterLook(Order order, Optional<Volume> judged, Clear clear) {
        Look.Result result = look.at(order, judged);
        if (result.pool().filter(StoragePool::active).isEmpty()) {
            return result.untold().isEmpty()
                    ? failed(order, BlockerCode.HOST_UNREACHABLE, "Its pool is inactive")
                    : new Report.Failed(result.untold());
        }
        StoragePool pool = result.pool().get();
        Optional<Volume> volume = pool.volume(order.volume().name());
        Optional<Report> elsewhere = elsewhere(order, pool);
        if (elsewhere.isPresent()) {
            return elsewhere.get();
        }
        if (volume.isEmpty()) {
            return new Report.Deleted(0, result.looks(), result.usesOrUnclear(), Optional.empty());
        }
        return result.isClear()
                ? clear.with(volume.get(), result)
                : new Report.Referenced(result.looks(), result.blockers());
    }

    /**
     * A pool that is marked as another store's is shared with hosts that were not asked. One that is not marked may be, too; or it is
     * another place, such as a directory with nothing mounted on it.
     */
    private Optional<Report> elsewhere(Order order, StoragePool pool) {
        String store = order.volume().store();
        Optional<String> marked = StoreMarker.storeOf(pool);
        if (marked.isEmpty()) {
            return Optional.of(failed(
                    order,
                    BlockerCode.STORE_UNMARKED,
                    "Its pool %s does not show the marker of the store: there may be nothing mounted. If it is as it should be, make a volume %s in it"
                            .formatted(pool.name(), StoreMarker.nameOf(store))));
        }
        return marked.get().equals(store)
                ? Optional.empty()
                : Optional.of(failed(
                        order,
                        BlockerCode.HOST_NOT_SYNCED,
                        "Its pool %s is store %s by now, and is to be read anew".formatted(pool.name(), marked.get())));
    }

    private Report delete(Order order, Lifetime lifetime, Volume volume, Look.Result before) {
        try {
            HostConnection host = hosts.to(order.through());
            if (lifetime.isOver()) {
                return new Report.Expired();
            }
            Optional<Report> frozen = freeze.against();
            if (frozen.isPresent()) {
                return frozen.get();
            }
            Optional<Blocker> replaced = look.replacedSince(order, before);
            if (replaced.isPresent()) {
                return new Report.Referenced(before.looks(), List.of(replaced.get()));
            }
            Instant calledAt = clock.instant();
            host.delete(order.through().pool(), order.volume().name());
            if (find(host, order).isPresent()) {
                return failed(order, BlockerCode.UNKNOWN, "The host says that it deleted it, and still lists it");
            }
            return new Report.Deleted(
                    volume.allocationBytes(), before.looks(), usesSince(order), Optional.of(calledAt));
        } catch (HypervisorException failure) {
            return failed(order, codeOf(failure), failure.getMessage());
        }
    }

    /**
     * Looks once more, and returns what uses the volume or may use it: before the delete nothing did. It is restored where its content can be
     * had; it is said loudly in any case.
     */
    private List<Blocker> usesSince(Order order) {
        Look.Result after = look.at(order);
        List<Blocker> uses = after.usesOrUnclear();
        List<Blocker> untold = after.others();
        if (!uses.isEmpty()) {
            LOG.errorf(
                    "Volume %s of store %s came into use while it was deleted, or may have: %s",
                    order.volume().name(), order.volume().store(), uses);
        }
        if (!untold.isEmpty()) {
            LOG.errorf(
                    "Volume %s of store %s was deleted, and whether it came into use meanwhile cannot be told: %s",
                    order.volume().name(), order.volume().store(), untold);
        }
        return uses;
    }

    private static Optional<Volume> find(HostConnection host, Order order) throws HypervisorException {
        return host.pool(order.through().pool())
                .flatMap(pool -> pool.volume(order.volume().name()));
    }

    private Report failed(Order order, BlockerCode code, String detail) {
        boolean isOfTheHost = code == BlockerCode.HOST_UNREACHABLE
                || code == BlockerCode.HOST_NOT_SYNCED
                || code == BlockerCode.STORE_UNMARKED;
        String subject = isOfTheHost ? order.through().hostId() : order.volume().name();
        return new Report.Failed(List.of(new Blocker(code, subject, clock.instant(), detail)));
    }

    private static BlockerCode codeOf(HypervisorException failure) {
        return failure instanceof HypervisorException.Unreachable ? BlockerCode.HOST_UNREACHABLE : BlockerCode.UNKNOWN;
    }
}
