package io.slackwater.executor.kafka;

import io.slackwater.executor.budget.Request;
import io.slackwater.executor.stored.BudgetMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The requests that wait for a slot, first come first served. */
final class BudgetQueue {

    private static final String START = "";

    private final KeyValueStore<String, BudgetMessage> queue;
    private final KeyValueStore<String, String> queued;
    private long next;
    private long size;
    private String cursor = START;

    BudgetQueue(ProcessingContext context) {
        queue = context.getStateStore(Stores.QUEUE);
        queued = context.getStateStore(Stores.QUEUED);
        try (KeyValueIterator<String, BudgetMessage> all = queue.all()) {
            while (all.hasNext()) {
                next = Long.parseLong(all.next().key) + 1;
                size++;
            }
        }
    }

    long size() {
        return size;
    }

    /** Puts a request at the end. One that is there already keeps its place, with what is known of it now. */
    void put(BudgetMessage message) {
        String place = queued.get(message.getUpdateId());
        if (place == null) {
            place = "%019d".formatted(next++);
            queued.put(message.getUpdateId(), place);
            size++;
        }
        queue.put(place, message);
    }

    /** Takes a request out; without one nothing happens. */
    void remove(String updateId) {
        String place = queued.delete(updateId);
        if (place != null) {
            queue.delete(place);
            size--;
        }
    }

    /**
     * Offers requests to somebody, from where it stopped last, and takes out those that he takes.
     *
     * @param isFull whether he takes no more
     * @param most how many to look at; those of hosts that are full stay, and must not hold up a tick
     */
    void offer(Predicate<Request> taker, BooleanSupplier isFull, int most) {
        int looked = 0;
        List<String> taken = new ArrayList<>();
        String last = START;
        try (KeyValueIterator<String, BudgetMessage> requests = queue.range(cursor, "~")) {
            while (requests.hasNext() && looked < most && !isFull.getAsBoolean()) {
                KeyValue<String, BudgetMessage> request = requests.next();
                looked++;
                last = request.key;
                if (taker.test(request(request.value))) {
                    taken.add(request.value.getUpdateId());
                }
            }
        }
        taken.forEach(this::remove);
        boolean isMidway = looked == most && !isFull.getAsBoolean();
        cursor = isMidway ? last + "0" : START;
    }

    static Request request(BudgetMessage message) {
        return new Request(message.getUpdateId(), message.getAttempt(), message.getVmId(), message.getHostId());
    }
}
