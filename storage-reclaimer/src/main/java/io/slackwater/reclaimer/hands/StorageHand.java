package io.slackwater.reclaimer.hands;

import io.slackwater.hypervisor.access.HostQueues;
import io.slackwater.reclaimer.volume.Blocker;
import io.slackwater.reclaimer.volume.BlockerCode;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Takes orders into the queues of their hosts and carries them out there. */
public final class StorageHand {

    private static final Logger LOG = Logger.getLogger(StorageHand.class);

    private final HostQueues queues;
    private final OrderWork orders;
    private final Clock clock;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    StorageHand(HostQueues queues, OrderWork orders, Clock clock) {
        this.queues = queues;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * Takes an order. Returns at once; the reports come from the queue, or at once where the queue is full. While an order of the same
     * type for the same volume is under way, another is left out: the first one's report answers both.
     */
    public void take(Order order, Lifetime lifetime, Consumer<Report> answer) {
        orders.taken(order);
        String work = order.type() + " " + order.volume().store() + " "
                + order.volume().name();
        if (!underWay.add(work)) {
            LOG.debugf("An order of the same kind is under way: %s", order.commandId());
            return;
        }
        boolean isTaken = queues.offer(order.through().hostId(), () -> carryOut(order, lifetime, answer, work));
        if (!isTaken) {
            underWay.remove(work);
            answer.accept(new Report.Expired());
        }
    }

    private void carryOut(Order order, Lifetime lifetime, Consumer<Report> answer, String work) {
        try {
            answer.accept(report(order, lifetime, answer));
        } finally {
            underWay.remove(work);
        }
    }

    /** An error of this program is an answer, too: nobody knows what was done, and a person is to hear of it. */
    private Report report(Order order, Lifetime lifetime, Consumer<Report> answer) {
        try {
            return orders.on(order, lifetime, answer::accept);
        } catch (RuntimeException | StackOverflowError defect) {
            LOG.errorf(defect, "Order %s failed unexpectedly", order.commandId());
            return new Report.Failed(List.of(new Blocker(
                    BlockerCode.UNKNOWN,
                    order.volume().name(),
                    clock.instant(),
                    "An error of this program with volume %s in pool %s on host %s: %s"
                            .formatted(
                                    order.volume().name(),
                                    order.through().pool(),
                                    order.through().hostId(),
                                    defect))));
        }
    }
}
