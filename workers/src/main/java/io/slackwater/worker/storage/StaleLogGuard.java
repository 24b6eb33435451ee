package io.slackwater.worker.storage;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.CommandSequenceNumber;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.domain.storage.model.StoreSequenceNumber;
import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.StoragePool;
import io.slackwater.hypervisor.StoreCounter;
import io.slackwater.hypervisor.StoreMarker;
import io.slackwater.worker.storage.host.StorageConnections;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Refuses deletes where a store has seen later commands than the log knows, and counts each command there: then the log
 * is older than the store, or another one.
 *
 * <p>The number is raised before a delete and after an upload, so that one that breaks off in between is counted or harmless: the
 * store's number is never higher than that of a command which its log holds. Commands of one store may overtake each other: what this
 * process counted itself is known, until it is given an earlier command, as by an older log.
 */
final class StaleLogGuard {

    private static final Logger LOG = Logger.getLogger(StaleLogGuard.class);

    private final StorageConnections hosts;
    private final Clock clock;

    /** By store: what this process counted there last. */
    private final Map<String, CommandSequenceNumber> raised = new ConcurrentHashMap<>();

    StaleLogGuard(StorageConnections hosts, Clock clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /** Takes note of a task, in the order of the log. */
    void taken(StorageTask task) {
        task.sequenceNumber()
                .ifPresent(count -> raised.computeIfPresent(
                        task.volume().store(), (store, last) -> count.own().covers(last) ? last : null));
    }

    /**
     * Counts an upload, unless the store counts what this log does not know of: that is to be seen until a person has decided. That it
     * could not be counted harms nothing: the store shows a lower number than it might.
     *
     * @return what the store counts and this log does not know of; empty where it knows of all
     */
    Optional<CommandSequenceNumber> countUpload(StorageTask task) {
        try {
            Optional<StoragePool> pool = marked(task);
            if (pool.isEmpty()) {
                return Optional.empty();
            }
            Optional<CommandSequenceNumber> unknown = unknown(task, StoreCounter.of(pool.get()));
            if (unknown.isEmpty()) {
                count(task, pool.get());
            }
            return unknown;
        } catch (HypervisorException uncounted) {
            LOG.debugf("An upload into %s is not counted: %s", task.volume().store(), uncounted.getMessage());
            return Optional.empty();
        }
    }

    /** Returns why the volume of a task is not to be deleted now; where there is no reason, the delete is counted. */
    Optional<StorageTaskReport> checkAndCount(StorageTask task) {
        try {
            Optional<StoragePool> pool = marked(task);
            if (pool.isEmpty()) {
                return Optional.empty();
            }
            Optional<CommandSequenceNumber> unknown = unknown(task, StoreCounter.of(pool.get()));
            if (unknown.isEmpty()) {
                count(task, pool.get());
                return Optional.empty();
            }
            // Where it is not there, an earlier issue of the command has deleted it.
            return pool.get()
                    .volume(task.volume().name())
                    .map(present -> new StorageTaskReport.Uncounted(unknown.get(), blocker(task, unknown.get())));
        } catch (HypervisorException.NoSpace full) {
            // A store without room for a small file is one from which something must be deleted.
            LOG.debugf("A delete from %s is not counted: %s", task.volume().store(), full.getMessage());
            return Optional.empty();
        } catch (HypervisorException.Unreachable unreachable) {
            return failed(
                    BlockerCode.HOST_UNREACHABLE, task.through().hostId(), String.valueOf(unreachable.getMessage()));
        } catch (HypervisorException failure) {
            return failed(BlockerCode.UNKNOWN, task.volume().name(), String.valueOf(failure.getMessage()));
        }
    }

    /** Returns the highest count in a store that this log, as far as it is known here, cannot have led to. */
    private Optional<CommandSequenceNumber> unknown(StorageTask task, List<StoreCounter.Count> counts) {
        Optional<StoreSequenceNumber> given = task.sequenceNumber();
        Optional<CommandSequenceNumber> last = Optional.ofNullable(
                        raised.get(task.volume().store()))
                .filter(count -> given.filter(known -> known.own().logId().equals(count.logId()))
                        .isPresent());
        return counts.stream()
                .map(count -> new CommandSequenceNumber(count.logId(), count.number()))
                .filter(count -> given.filter(known -> known.own().covers(count)
                                || last.filter(later -> later.covers(count)).isPresent()
                                || known.accepted()
                                        .filter(accepted -> accepted.covers(count))
                                        .isPresent())
                        .isEmpty())
                .findFirst();
    }

    private void count(StorageTask task, StoragePool pool) throws HypervisorException {
        if (task.sequenceNumber().isPresent()) {
            StoreSequenceNumber given = task.sequenceNumber().get();
            HostConnection host = hosts.to(task.through());
            StoreCounter.raise(host, pool, onStore(given.own()));
            raised.merge(task.volume().store(), given.own(), (known, own) -> known.covers(own) ? known : own);
            if (given.accepted().isPresent()) {
                StoreCounter.forget(host, pool, onStore(given.accepted().get()));
            }
        }
    }

    private static StoreCounter.Count onStore(CommandSequenceNumber count) {
        return new StoreCounter.Count(count.logId(), count.number());
    }

    /** Returns the pool of a task, where it shows that it is the store: nothing is written into a directory without its mount. */
    private Optional<StoragePool> marked(StorageTask task) throws HypervisorException {
        return hosts.to(task.through())
                .pool(task.through().pool())
                .filter(StoragePool::active)
                .filter(pool -> StoreMarker.storeOf(pool)
                        .filter(task.volume().store()::equals)
                        .isPresent());
    }

    private Blocker blocker(StorageTask task, CommandSequenceNumber count) {
        return new Blocker(
                BlockerCode.LOG_OLDER_THAN_STORE,
                task.volume().store(),
                clock.instant(),
                "The store counts %d stagings and deletes of log %s, which is more than the command %s knows of"
                        .formatted(count.number(), count.logId(), task.commandId()));
    }

    private Optional<StorageTaskReport> failed(BlockerCode code, String subject, String detail) {
        return Optional.of(new StorageTaskReport.Failed(List.of(new Blocker(code, subject, clock.instant(), detail))));
    }
}
