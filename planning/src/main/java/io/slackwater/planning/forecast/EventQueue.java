package io.slackwater.planning.forecast;

import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What is to happen, in the order of its time; of what is at the same time, in the order in which it was noted. */
public final class EventQueue {

    private final PriorityQueue<Item> items =
            new PriorityQueue<>(Comparator.comparing(Item::at).thenComparingLong(Item::number));
    private long next;
    private Instant now;

    /** An empty one. */
    public EventQueue(Instant now) {
        this.now = now;
    }

    private record Item(Instant at, long number, Runnable what) {}

    /** Returns the time of what happens. */
    public Instant now() {
        return now;
    }

    /** Notes what is to happen; what should have been before happens next. */
    public void at(Instant time, Runnable what) {
        items.add(new Item(time.isBefore(now) ? now : time, next++, what));
    }

    /** Lets everything happen that is before a time, also what is noted meanwhile. */
    public void runUntil(Instant end) {
        while (!items.isEmpty() && items.element().at().isBefore(end)) {
            Item item = items.remove();
            now = item.at();
            item.what().run();
        }
        now = end;
    }
}
