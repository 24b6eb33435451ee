package io.slackwater.topology.update.budget;

import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.LeaseRequestKey;
import io.slackwater.domain.budget.Obstacle;
import io.slackwater.domain.budget.WaitingRequests;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.topology.update.row.BudgetRowMapper;
import io.slackwater.topology.update.shared.ExecutorStateStores;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Stores the lease requests that wait, each with its place in the order in which they came. Whom an event concerns, {@link
 * WaitingRequests} knows; after a start, every request is offered once.
 */
final class LeaseRequestQueue {

    private final KeyValueStore<String, BudgetMessage> requests;
    private final KeyValueStore<String, Long> numbers;
    private final WaitingRequests waiting;
    private long next;

    /**
     * A queue over the stores of a task.
     *
     * @param waiting is filled here, and knows which requests are to be offered
     */
    LeaseRequestQueue(ProcessingContext context, WaitingRequests waiting) {
        this.waiting = waiting;
        requests = context.getStateStore(ExecutorStateStores.QUEUE);
        numbers = context.getStateStore(ExecutorStateStores.QUEUED);
        try (KeyValueIterator<String, BudgetMessage> all = requests.all()) {
            all.forEachRemaining(entry -> {
                long number = numbers.get(entry.key);
                next = Math.max(next, number + 1);
                waiting.put(entry.key, entry.value.getChangeId(), number);
            });
        }
    }

    /** What becomes of a request that was offered. */
    sealed interface Place {

        /** It waits no more. */
        record Taken() implements Place {}

        /**
         * It waits on.
         *
         * @param obstacle what refused it
         * @param instead what is kept in its place; empty where it stays as it is
         */
        record Kept(Obstacle obstacle, Optional<BudgetMessage> instead) implements Place {}
    }

    long size() {
        return waiting.size();
    }

    /** Puts a request at the end. One that is there already keeps its place, with what is known of it now, unless it is a later one. */
    void put(BudgetMessage message) {
        String updateId = message.getUpdateId();
        Optional<LeaseRequestKey> known = waiting(updateId);
        if (known.isPresent()
                && known.get().isLaterThan(BudgetRowMapper.request(message).key())) {
            return;
        }
        long number = known.isPresent() ? numbers.get(updateId) : next++;
        numbers.put(updateId, number);
        requests.put(updateId, message);
        waiting.put(updateId, message.getChangeId(), number);
    }

    /** Takes out what its update does not ask for any more; a later request of it stays. */
    void decline(LeaseRequest leaseRequest) {
        if (waiting(leaseRequest.updateId()).filter(leaseRequest.key()::equals).isPresent()) {
            remove(leaseRequest.updateId());
        }
    }

    /** Takes a request out; without one nothing happens. */
    void remove(String updateId) {
        // Deleting what is not there would write that to the changelog.
        if (requests.get(updateId) != null) {
            requests.delete(updateId);
            numbers.delete(updateId);
            waiting.remove(updateId);
        }
    }

    /**
     * Offers the requests that are awake, the changes in turn.
     *
     * @param most how many in all
     */
    void offer(Function<BudgetMessage, Place> taker, int most) {
        Optional<String> updateId = waiting.next();
        for (int offered = 0; updateId.isPresent() && offered < most; offered++) {
            offer(updateId.get(), taker);
            updateId = waiting.next();
        }
    }

    private void offer(String updateId, Function<BudgetMessage, Place> taker) {
        Place place = taker.apply(requests.get(updateId));
        if (place instanceof Place.Kept kept) {
            kept.instead().ifPresent(instead -> requests.put(updateId, instead));
            waiting.refused(updateId, kept.obstacle());
        } else {
            remove(updateId);
        }
    }

    private Optional<LeaseRequestKey> waiting(String updateId) {
        return Optional.ofNullable(requests.get(updateId))
                .map(message -> BudgetRowMapper.request(message).key());
    }
}
