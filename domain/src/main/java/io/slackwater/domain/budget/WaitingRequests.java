package io.slackwater.domain.budget;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lease requests that wait, each under the obstacle that refused it last. What removes an obstacle wakes the requests
 * under it, and no others: an event costs the same however many wait. Of what is awake, the changes take turns, and within a
 * change the first request comes first.
 *
 * <p>Not for more than one thread.
 */
public final class WaitingRequests {

    private final Map<String, Request> requests = new HashMap<>();
    private final NavigableMap<String, RequestsOfChange> changes = new TreeMap<>();
    private final Map<BudgetKey, Set<Obstacle.NoRoom>> byBudget = new HashMap<>();
    private final Map<Obstacle, Set<String>> changesBy = new HashMap<>();
    private String lastTurn = "";

    /**
     * A request that waits.
     *
     * @param number its place in the order of all requests
     * @param obstacle what refused it last; empty until it was offered
     */
    private record Request(String changeId, long number, Optional<Obstacle> obstacle) {}

    public int size() {
        return requests.size();
    }

    /**
     * Adds a request, awake. One that is there already is awake again, as if it had not been offered yet.
     *
     * @param number its place in the order of all requests, which no other has
     */
    public void put(String updateId, String changeId, long number) {
        move(updateId, new Request(changeId, number, Optional.empty()));
        wake(changeId, Optional.empty());
    }

    /** Takes a request out; without one nothing happens. */
    public void remove(String updateId) {
        Request request = requests.remove(updateId);
        if (request != null) {
            takeOut(request);
        }
    }

    /** Wakes the requests that a budget held up, for a place in it was freed. */
    public void wake(BudgetKey budget) {
        for (Obstacle.NoRoom noRoom : Set.copyOf(byBudget.getOrDefault(budget, Set.of()))) {
            wake(noRoom);
        }
    }

    /** Wakes the requests under an obstacle, for it may be gone. */
    public void wake(Obstacle obstacle) {
        changesBy.getOrDefault(obstacle, Set.of()).forEach(changeId -> wake(changeId, Optional.of(obstacle)));
    }

    /** Wakes the requests that the gates of a rollout held up, for the rollout changed. */
    public void wakeGates(String changeId) {
        RequestsOfChange ofChange = changes.get(changeId);
        if (ofChange != null) {
            Set.copyOf(ofChange.gates).forEach(gate -> wake(changeId, Optional.of(gate)));
        }
    }

    /** Wakes all requests of a change. */
    public void wakeAll(String changeId) {
        RequestsOfChange ofChange = changes.get(changeId);
        if (ofChange != null) {
            Set.copyOf(ofChange.lists.keySet()).forEach(obstacle -> wake(changeId, obstacle));
        }
    }

    /** Wakes all requests. */
    public void wakeAll() {
        changes.keySet().forEach(this::wakeAll);
    }

    /** Returns the next request to be offered; empty while none is awake. It is to be removed or refused before the next one. */
    public Optional<String> next() {
        String changeId = nextAwake(changes.tailMap(lastTurn, false));
        if (changeId == null) {
            changeId = nextAwake(changes.headMap(lastTurn, true));
        }
        if (changeId == null) {
            return Optional.empty();
        }
        lastTurn = changeId;
        return Optional.of(changes.get(changeId).first());
    }

    /** Keeps a request under what refused it; all others under that obstacle sleep, for they would be refused, too. */
    public void refused(String updateId, Obstacle obstacle) {
        Request request = requests.get(updateId);
        if (request == null) {
            return;
        }
        if (!request.obstacle().equals(Optional.of(obstacle))) {
            move(updateId, new Request(request.changeId(), request.number(), Optional.of(obstacle)));
        }
        changesBy.get(obstacle).forEach(changeId -> changes.get(changeId).sleep(Optional.of(obstacle)));
    }

    private static @Nullable String nextAwake(NavigableMap<String, RequestsOfChange> some) {
        for (Map.Entry<String, RequestsOfChange> entry : some.entrySet()) {
            if (!entry.getValue().awake.isEmpty()) {
                return entry.getKey();
            }
        }
        return null;
    }

    private void wake(String changeId, Optional<Obstacle> obstacle) {
        changes.get(changeId).wake(obstacle);
    }

    private void move(String updateId, Request request) {
        remove(updateId);
        requests.put(updateId, request);
        changes.computeIfAbsent(request.changeId(), first -> new RequestsOfChange())
                .add(request.obstacle(), request.number(), updateId);
        request.obstacle().ifPresent(obstacle -> {
            changesBy.computeIfAbsent(obstacle, first -> new HashSet<>()).add(request.changeId());
            obstacle.noRoom()
                    .ifPresent(noRoom -> byBudget.computeIfAbsent(noRoom.budget(), first -> new LinkedHashSet<>())
                            .add(noRoom));
        });
    }

    private void takeOut(Request request) {
        RequestsOfChange ofChange = changes.get(request.changeId());
        boolean isLast = ofChange.remove(request.obstacle(), request.number());
        if (isLast) {
            request.obstacle().ifPresent(obstacle -> leave(obstacle, request.changeId()));
        }
        if (ofChange.lists.isEmpty()) {
            changes.remove(request.changeId());
        }
    }

    private void leave(Obstacle obstacle, String changeId) {
        Set<String> under = changesBy.get(obstacle);
        under.remove(changeId);
        if (under.isEmpty()) {
            changesBy.remove(obstacle);
            obstacle.noRoom().ifPresent(this::leave);
        }
    }

    private void leave(Obstacle.NoRoom noRoom) {
        Set<Obstacle.NoRoom> ofBudget = byBudget.get(noRoom.budget());
        ofBudget.remove(noRoom);
        if (ofBudget.isEmpty()) {
            byBudget.remove(noRoom.budget());
        }
    }

    /** The requests of one change, in a list for each obstacle, and one for those that were not offered yet. */
    private static final class RequestsOfChange {

        private final Map<Optional<Obstacle>, NavigableMap<Long, String>> lists = new HashMap<>();
        private final Set<Obstacle> gates = new LinkedHashSet<>();

        /** The lists that are awake, by the number of their first request. */
        private final NavigableMap<Long, Optional<Obstacle>> awake = new TreeMap<>();

        String first() {
            Optional<Obstacle> obstacle = awake.firstEntry().getValue();
            return lists.get(obstacle).firstEntry().getValue();
        }

        void add(Optional<Obstacle> obstacle, long number, String updateId) {
            boolean wasAwake = sleep(obstacle);
            lists.computeIfAbsent(obstacle, first -> new TreeMap<>()).put(number, updateId);
            obstacle.filter(Obstacle.Gate.class::isInstance).ifPresent(gates::add);
            if (wasAwake) {
                wake(obstacle);
            }
        }

        /** Returns whether that was the last one of its list. */
        boolean remove(Optional<Obstacle> obstacle, long number) {
            boolean wasAwake = sleep(obstacle);
            NavigableMap<Long, String> list = lists.get(obstacle);
            list.remove(number);
            if (list.isEmpty()) {
                lists.remove(obstacle);
                obstacle.ifPresent(gates::remove);
                return true;
            }
            if (wasAwake) {
                wake(obstacle);
            }
            return false;
        }

        void wake(Optional<Obstacle> obstacle) {
            NavigableMap<Long, String> list = lists.get(obstacle);
            if (list != null) {
                awake.put(list.firstKey(), obstacle);
            }
        }

        /** Returns whether the list was awake. */
        boolean sleep(Optional<Obstacle> obstacle) {
            NavigableMap<Long, String> list = lists.get(obstacle);
            return list != null && awake.remove(list.firstKey(), obstacle);
        }
    }
}
