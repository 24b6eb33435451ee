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
    private final Map<String, Channel> lanes = new LinkedHashMap<>();
    private boolean open;

    /** An inbox that is closed at first. */
    public Inbox(Scheduler scheduler, SeededRandom random) {
        this.scheduler = scheduler;
        this.random = random;
    }

    private static final class Channel {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private long last;
    }

    /** Puts a delivery into a lane. */
    public void put(String lane, Runnable delivery) {
        Channel found = lanes.computeIfAbsent(lane, added -> new Channel());
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
        for (Channel channel : lanes.values()) {
            for (int count = channel.waiting.size(); count > 0; count--) {
                schedule(channel);
            }
        }
    }

    /** Delivers nothing until it is opened again; what comes waits. */
    public void close() {
        open = false;
    }

    /** Forgets what is on its way. */
    public void clear() {
        lanes.values().forEach(channel -> channel.waiting.clear());
    }

    /** Whether nothing is on its way. */
    public boolean isEmpty() {
        return lanes.values().stream().allMatch(channel -> channel.waiting.isEmpty());
    }

    private void schedule(Channel channel) {
        long now = scheduler.clock().millis();
        channel.last = Math.max(channel.last, now + random.delay());
        scheduler.after(channel.last - now, () -> deliver(channel));
    }

    private void deliver(Channel channel) {
        if (open) {
            Runnable next = channel.waiting.poll();
            if (next != null) {
                next.run();
            }
        }
    }
}
