package io.slackwater.topology.update.budget;

import io.slackwater.domain.budget.LeaseRequest;
import io.slackwater.domain.budget.LeaseRequestKey;
import io.slackwater.executor.stored.BudgetMessage;
import io.slackwater.topology.update.row.BudgetRowMapper;
import io.slackwater.topology.update.shared.StateStores;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The lease requests that wait: first come first served within a change, and the changes in turn, so that one that
 * concerns the whole fleet does not hold up one that concerns three VMs.
 */
final class LeaseRequestQueue {

    private static final char BEFORE = '\u0000';
    private static final char BEHIND = '\u0001';

    private final KeyValueStore<String, BudgetMessage> queue;
    private final KeyValueStore<String, String> queued;
    private final Map<String, Pass> passes = new TreeMap<>();
    private final Map<String, Long> sizes = new HashMap<>();
    private long next;
    private long disturbances = 1;

    LeaseRequestQueue(ProcessingContext context) {
        queue = context.getStateStore(StateStores.QUEUE);
        queued = context.getStateStore(StateStores.QUEUED);
        try (KeyValueIterator<String, BudgetMessage> all = queue.all()) {
            all.forEachRemaining(entry -> {
                next = Math.max(next, numberOf(entry.key) + 1);
                count(changeOf(entry.key), 1);
            });
        }
    }

    /**
     * What becomes of a request that was looked at.
     *
     * @param isTaken whether it waits no more
     * @param instead what is kept in its place; empty where it stays as it is
     */
    record Place(boolean isTaken, Optional<BudgetMessage> instead) {

        static final Place TAKEN = new Place(true, Optional.empty());

        static Place kept(Optional<BudgetMessage> instead) {
            return new Place(false, instead);
        }
    }

    /**
     * How far a change's requests were looked at.
     *
     * @param from the next to look at
     * @param begun how often the queue had been disturbed when this pass began
     * @param done how often it had been when the last whole pass began
     */
    private record Pass(String from, long begun, long done) {}

    long size() {
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Something happened that may let a request go that could not. */
    void disturb() {
        disturbances++;
    }

    /** Puts a request at the end. One that is there already keeps its place, with what is known of it now, unless it is a later one. */
    void put(BudgetMessage message) {
        Optional<LeaseRequestKey> waiting = waiting(message.getUpdateId());
        if (waiting.isPresent()
                && waiting.get().isLaterThan(BudgetRowMapper.request(message).ask())) {
            return;
        }
        String place = queued.get(message.getUpdateId());
        if (place == null) {
            place = message.getChangeId() + BEFORE + "%019d".formatted(next++);
            queued.put(message.getUpdateId(), place);
            count(message.getChangeId(), 1);
        }
        queue.put(place, message);
    }

    /** Takes out what its update does not ask for any more; a later request of it stays. */
    void decline(LeaseRequest leaseRequest) {
        if (waiting(leaseRequest.updateId()).filter(leaseRequest.ask()::equals).isPresent()) {
            remove(leaseRequest.updateId());
        }
    }

    /** Takes a request out; without one nothing happens. */
    void remove(String updateId) {
        String place = queued.delete(updateId);
        if (place != null) {
            queue.delete(place);
            count(changeOf(place), -1);
        }
    }

    /**
     * Offers requests to somebody, the changes in turn, each from where it stopped last. What nobody took is not looked at again before
     * something happens.
     *
     * @param most how many to look at in all
     */
    void offer(Function<BudgetMessage, Place> taker, int most) {
        List<String> changes = passes.entrySet().stream()
                .filter(entry -> entry.getValue().done() < disturbances)
                .map(Map.Entry::getKey)
                .toList();
        List<List<KeyValue<String, BudgetMessage>>> turns = new ArrayList<>();
        for (String change : changes) {
            turns.add(some(change, Math.max(1, most / changes.size())));
        }
        int longest = turns.stream().mapToInt(List::size).max().orElse(0);
        for (int turn = 0; turn < longest; turn++) {
            for (List<KeyValue<String, BudgetMessage>> requests : turns) {
                if (turn < requests.size()) {
                    offer(requests.get(turn), taker);
                }
            }
        }
    }

    private Optional<LeaseRequestKey> waiting(String updateId) {
        return Optional.ofNullable(queued.get(updateId)).map(queue::get).map(message -> BudgetRowMapper.request(message)
                .ask());
    }

    private void offer(KeyValue<String, BudgetMessage> request, Function<BudgetMessage, Place> taker) {
        Place place = taker.apply(request.value);
        if (place.isTaken()) {
            remove(request.value.getUpdateId());
        } else {
            place.instead().ifPresent(instead -> queue.put(request.key, instead));
        }
    }

    /** Takes the next requests of a change, and remembers how far that went. */
    private List<KeyValue<String, BudgetMessage>> some(String change, int most) {
        Pass pass = passes.get(change);
        boolean begins = pass.from().isEmpty();
        long begun = begins ? disturbances : pass.begun();
        List<KeyValue<String, BudgetMessage>> some = new ArrayList<>();
        try (KeyValueIterator<String, BudgetMessage> requests =
                queue.range(begins ? change + BEFORE : pass.from(), change + BEHIND)) {
            while (requests.hasNext() && some.size() < most) {
                some.add(requests.next());
            }
            boolean isWhole = !requests.hasNext();
            String from = isWhole ? "" : some.get(some.size() - 1).key + BEFORE;
            passes.put(change, new Pass(from, begun, isWhole ? begun : pass.done()));
        }
        return some;
    }

    private void count(String change, long more) {
        long size = sizes.merge(change, more, Long::sum);
        if (size == 0) {
            sizes.remove(change);
            passes.remove(change);
        } else {
            passes.putIfAbsent(change, new Pass("", 0, 0));
        }
    }

    private static String changeOf(String place) {
        return place.substring(0, place.indexOf(BEFORE));
    }

    private static long numberOf(String place) {
        return Long.parseLong(place.substring(place.indexOf(BEFORE) + 1));
    }
}
