package io.slackwater.simulation.log;

import io.slackwater.simulation.SeededRandom;
import io.slackwater.simulation.time.Scheduler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is on its way to a part. What has the same lane arrives in its order, after a delay of its own; across lanes any order
 * comes about. Some of it arrives twice.
 */
public final class Inbox {

    private final Scheduler scheduler;
    private final SeededRandom random;
    private final Map<String, Lane> lanes = new LinkedHashMap<>();
    private boolean open;

    /** An inbox that is closed at first. */
    public Inbox(Scheduler scheduler, SeededRandom random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    private static final class Lane {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private long last;
    }

    /** Puts a delivery into a lane. */
    public void put(String lane, Runnable delivery) {
        Lane found = lanes.computeIfAbsent(lane, added -> new Lane());
        found.waiting.add(delivery);
        if (random.repeats()) {
            found.waiting.add(delivery);
            schedule(found);
        }
        schedule(found);
    }

    /** Delivers from now on, what has waited first of all. */
    public void open() {
        open = true;
        for (Lane lane : lanes.values()) {
            for (int count = lane.waiting.size(); count > 0; count--) {
                schedule(lane);
            }
        }
    }

    /** Delivers nothing until it is opened again; what comes waits. */
    public void close() {
        open = false;
    }

    /** Forgets what is on its way. */
    public void clear() {
        lanes.values().forEach(lane -> lane.waiting.clear());
    }

    /** Whether nothing is on its way. */
    public boolean isEmpty() {
        return lanes.values().stream().allMatch(lane -> lane.waiting.isEmpty());
    }

    private void schedule(Lane lane) {
        long now = scheduler.clock().millis();
        lane.last = Math.max(lane.last, now + random.delay());
        scheduler.after(lane.last - now, () -> deliver(lane));
    }

    private void deliver(Lane lane) {
        if (open) {
            Runnable next = lane.waiting.poll();
            if (next != null) {
                next.run();
            }
        }
    }
}
