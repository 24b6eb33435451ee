package io.slackwater.worker.storage;

import io.slackwater.domain.blocker.Blocker;
import io.slackwater.domain.blocker.BlockerCode;
import io.slackwater.domain.storage.model.StorageTask;
import io.slackwater.domain.storage.model.StorageTaskReport;
import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.worker.Lifetime;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Takes tasks into the queues of their hosts and carries them out there. */
public final class StorageWorker {

    private static final Logger LOG = Logger.getLogger(StorageWorker.class);

    private final HostQueues queues;
    private final StorageTaskHandler handler;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public StorageWorker(HostQueues queues, StorageTaskHandler handler, Clock clock) {
        this.queues = queues;
        this.handler = handler;
        this.clock = clock;
    }

    /**
     * Takes a task. Returns at once; the results come from the queue, or at once where the queue is full. While a task of the same
     * type for the same volume is under way, another is left out: the first one's report answers both.
     */
    public void take(StorageTask task, Lifetime lifetime, Consumer<StorageTaskReport> answer) {
        handler.taken(task);
        String work =
                task.type() + " " + task.volume().store() + " " + task.volume().name();
        if (!underWay.add(work)) {
            LOG.debugf("An order of the same kind is under way: %s", task.commandId());
            return;
        }
        boolean isTaken = queues.offer(task.through().hostId(), () -> carryOut(task, lifetime, answer, work));
        if (!isTaken) {
            underWay.remove(work);
            answer.accept(new StorageTaskReport.Expired());
        }
    }

    private void carryOut(StorageTask task, Lifetime lifetime, Consumer<StorageTaskReport> answer, String work) {
        try {
            answer.accept(report(task, lifetime, answer));
        } finally {
            underWay.remove(work);
        }
    }

    /** An error of this program is an answer, too: nobody knows what was done, and a person is to hear of it. */
    private StorageTaskReport report(StorageTask task, Lifetime lifetime, Consumer<StorageTaskReport> answer) {
        try {
            return handler.on(task, lifetime, answer::accept);
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.errorf(defect, "Command %s failed unexpectedly", task.commandId());
            return new StorageTaskReport.Failed(List.of(new Blocker(
                    BlockerCode.UNKNOWN,
                    task.volume().name(),
                    clock.instant(),
                    "An error of this program with volume %s in pool %s on host %s: %s"
                            .formatted(
                                    task.volume().name(),
                                    task.through().pool(),
                                    task.through().hostId(),
                                    defect))));
        }
    }
}
