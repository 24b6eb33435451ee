package io.slackwater.planning.forecast;

import io.slackwater.domain.budget.AllocationResult;
import io.slackwater.domain.budget.Allocator;
import io.slackwater.domain.budget.BudgetKey;
import io.slackwater.domain.budget.Lease;
import io.slackwater.domain.budget.LeaseRequest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The requests that wait for a slot, first come first served, before the executor's own allocator. What would be refused for a reason
 * that has just refused another one is not asked about again, which changes no answer.
 */
public final class RequestQueue {

    private final Allocator allocator;
    private final Map<Line, Map<Long, LeaseRequest>> lines = new HashMap<>();
    private final Map<BudgetKey, Map<Long, LeaseRequest>> parked = new HashMap<>();
    private final Map<String, Instant> stopped = new HashMap<>();
    private final Map<String, Long> places = new HashMap<>();
    private long next;

    /** A queue at which nobody waits. */
    public RequestQueue(Allocator allocator) {
        this.allocator = allocator;
    }

    /** Those of one policy on one host, who share most of what may refuse them. */
    private record Line(String policy, String hostId) {
        static Line of(LeaseRequest leaseRequest) {
            return new Line(leaseRequest.scope().policy(), leaseRequest.hostId());
        }
    }

    /** The rest of a line, from the one whose turn it is. */
    private record Turn(Line line, long place, LeaseRequest request, Iterator<Map.Entry<Long, LeaseRequest>> behind) {}

    /** Puts a request at the end. */
    public void add(LeaseRequest leaseRequest) {
        long place = next++;
        places.put(leaseRequest.updateId(), place);
        line(leaseRequest).put(place, leaseRequest);
    }

    /** Takes a request out, by the policy, host and labels with which it was put in; without one nothing happens. */
    public void remove(LeaseRequest leaseRequest) {
        Long place = places.remove(leaseRequest.updateId());
        if (place != null) {
            line(leaseRequest).remove(place);
            leaseRequest.scope().labels().forEach((name, value) -> parked.getOrDefault(
                            new BudgetKey.Label(name, value), new TreeMap<>())
                    .remove(place));
        }
    }

    /** Is told that an update has moved, which may have freed a slot or opened a wave. */
    public void moved(LeaseRequest update) {
        stopped.clear();
        update.scope().labels().forEach((name, value) -> {
            Map<Long, LeaseRequest> behind = parked.remove(new BudgetKey.Label(name, value));
            if (behind != null) {
                behind.forEach((place, leaseRequest) -> line(leaseRequest).put(place, leaseRequest));
            }
        });
    }

    /**
     * Offers slots to those who wait, until everybody was refused.
     *
     * @param granted is told of each slot that was given; it must not come back to this queue at once
     * @return when to try again though nothing happened; empty where only an event can change something
     */
    public Optional<Instant> serve(Instant now, Consumer<Lease> granted) {
        stopped.values().removeIf(until -> !now.isBefore(until));
        PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparingLong(Turn::place));
        lines.forEach((line, waiting) -> push(turns, line, waiting.entrySet().iterator()));
        while (!turns.isEmpty()) {
            Turn turn = turns.remove();
            if (stopped.containsKey(turn.line().policy())) {
                continue;
            }
            allocator
                    .offer(turn.request(), now)
                    .accept(new Serving(turn, turns, granted))
                    .run();
        }
        return stopped.values().stream()
                .filter(until -> until.isBefore(Instant.MAX))
                .min(Instant::compareTo);
    }

    private void offered(
            AllocationResult.Offered offered, Turn turn, PriorityQueue<Turn> turns, Consumer<Lease> granted) {
        turn.behind().remove();
        places.remove(turn.request().updateId());
        granted.accept(offered.lease());
        push(turns, turn.line(), turn.behind());
    }

    private void refused(AllocationResult.Refused refused, Turn turn, PriorityQueue<Turn> turns) {
        Optional<BudgetKey> exhausted = refused.exhausted();
        if (exhausted.filter(BudgetKey.Label.class::isInstance).isPresent()) {
            turn.behind().remove();
            parked.computeIfAbsent(exhausted.get(), label -> new TreeMap<>()).put(turn.place(), turn.request());
            push(turns, turn.line(), turn.behind());
        } else if (exhausted.filter(BudgetKey.Host.class::isInstance).isEmpty()) {
            stopped.put(turn.line().policy(), refused.until().orElse(Instant.MAX));
        }
    }

    private Map<Long, LeaseRequest> line(LeaseRequest leaseRequest) {
        return lines.computeIfAbsent(Line.of(leaseRequest), line -> new TreeMap<>());
    }

    private void push(PriorityQueue<Turn> turns, Line line, Iterator<Map.Entry<Long, LeaseRequest>> rest) {
        if (!stopped.containsKey(line.policy()) && rest.hasNext()) {
            Map.Entry<Long, LeaseRequest> first = rest.next();
            turns.add(new Turn(line, first.getKey(), first.getValue(), rest));
        }
    }

    /** Goes on in the queue by each result. */
    private final class Serving implements AllocationResult.Visitor<Runnable> {

        private final Turn turn;
        private final PriorityQueue<Turn> turns;
        private final Consumer<Lease> granted;

        Serving(Turn turn, PriorityQueue<Turn> turns, Consumer<Lease> granted) {
            this.turn = turn;
            this.turns = turns;
            this.granted = granted;
        }

        @Override
        public Runnable offered(AllocationResult.Offered offered) {
            return () -> RequestQueue.this.offered(offered, turn, turns, granted);
        }

        @Override
        public Runnable refused(AllocationResult.Refused refused) {
            return () -> RequestQueue.this.refused(refused, turn, turns);
        }
    }
}
