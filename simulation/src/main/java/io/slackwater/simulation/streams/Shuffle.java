package io.slackwater.simulation.streams;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** Hands things over in some order that a log allows: each lane in its order, and any order across lanes. */
public final class Shuffle<T> {

    private final Random random;
    private final Map<String, Deque<T>> byName = new HashMap<>();
    private final List<Deque<T>> waiting = new ArrayList<>();

    public Shuffle(Random random) {
        this.random = random;
    }

    /** Puts something behind what is in a lane. */
    public void add(String lane, T thing) {
        Deque<T> found = byName.computeIfAbsent(lane, added -> new ArrayDeque<>());
        if (found.isEmpty()) {
            waiting.add(found);
        }
        found.add(thing);
    }

    /** Hands all over, and what is added meanwhile. */
    public void drain(Consumer<T> taker) {
        while (!waiting.isEmpty()) {
            int chosen = random.nextInt(waiting.size());
            Deque<T> lane = waiting.get(chosen);
            T next = lane.removeFirst();
            if (lane.isEmpty()) {
                waiting.set(chosen, waiting.get(waiting.size() - 1));
                waiting.remove(waiting.size() - 1);
            }
            taker.accept(next);
        }
    }
}
