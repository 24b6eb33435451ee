package io.slackwater.planning.play;

import io.slackwater.executor.budget.Allocator;
import io.slackwater.executor.budget.Answer;
import io.slackwater.executor.budget.Lease;
import io.slackwater.executor.budget.Request;
import io.slackwater.executor.update.Blocker;
import io.slackwater.executor.update.BlockerCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The requests that wait for a slot, first come first served, before the executor's own allocator. What would be refused for a reason
 * that has just refused another one is not asked about again, which changes no answer.
 */
public final class Desk {

    private final Allocator allocator;
    private final Map<Line, Map<String, Waiting>> lines = new HashMap<>();
    private long next;

    /** A desk at which nobody waits. */
    public Desk(Allocator allocator) {
        this.allocator = allocator;
    }

    /** Those of one policy on one host, who share most of what may refuse them. */
    private record Line(String policy, String hostId) {
        static Line of(Request request) {
            return new Line(request.affiliation().policy(), request.hostId());
        }
    }

    private record Waiting(long place, Request request) {}

    /** The rest of a line, from the one whose turn it is. */
    private record Turn(Line line, Waiting waiting, Iterator<Waiting> behind) {}

    /** Puts a request at the end. */
    public void add(Request request) {
        lines.computeIfAbsent(Line.of(request), line -> new LinkedHashMap<>())
                .put(request.updateId(), new Waiting(next++, request));
    }

    /** Takes a request out; without one nothing happens. */
    public void remove(Request request) {
        Map<String, Waiting> line = lines.get(Line.of(request));
        if (line != null) {
            line.remove(request.updateId());
        }
    }

    /**
     * Offers slots to those who wait, until everybody was refused.
     *
     * @param granted is told of each slot that was given
     * @return when to try again though nothing happened; empty where only an event can change something
     */
    public Optional<Instant> serve(Instant now, Consumer<Lease> granted) {
        Optional<Instant> again = Optional.empty();
        Set<String> stopped = new HashSet<>();
        PriorityQueue<Turn> turns = new PriorityQueue<>(
                Comparator.comparingLong(turn -> turn.waiting().place()));
        lines.forEach((line, waiting) -> push(turns, line, waiting.values().iterator()));
        while (!turns.isEmpty()) {
            Turn turn = turns.remove();
            if (stopped.contains(turn.line().policy())) {
                continue;
            }
            Answer answer = allocator.offer(turn.waiting().request(), now);
            if (answer instanceof Answer.Offered offered) {
                turn.behind().remove();
                granted.accept(offered.lease());
                push(turns, turn.line(), turn.behind());
            } else if (answer instanceof Answer.Refused refused) {
                again = earlier(again, refused.until());
                refused(refused.blocker(), turn, turns, stopped);
            }
        }
        return again;
    }

    private static void refused(Blocker blocker, Turn turn, PriorityQueue<Turn> turns, Set<String> stopped) {
        boolean isBudget = blocker.code() == BlockerCode.BUDGET_EXHAUSTED;
        if (isBudget && blocker.subject().startsWith("label ")) {
            push(turns, turn.line(), turn.behind());
        } else if (!isBudget || !blocker.subject().startsWith("host ")) {
            stopped.add(turn.line().policy());
        }
    }

    private static void push(PriorityQueue<Turn> turns, Line line, Iterator<Waiting> rest) {
        if (rest.hasNext()) {
            turns.add(new Turn(line, rest.next(), rest));
        }
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        return one.isPresent() && (other.isEmpty() || one.get().isBefore(other.get())) ? one : other;
    }
}
