package io.slackwater.simulation.time;

import java.util.PriorityQueue;

/** Runs work in the order of virtual time; what is due at the same instant, in the order in which it was scheduled. */
public final class Scheduler {

    private final VirtualClock clock = new VirtualClock();
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private long scheduled;

    private record Due(long when, long order, Runnable work) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Long.compare(when, other.when);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    public VirtualClock clock() {
        return clock;
    }

    /** Returns how much was scheduled so far. */
    public long scheduled() {
        return scheduled;
    }

    /**
     * Schedules work.
     *
     * @param millis how long from now
     */
    public void after(long millis, Runnable work) {
        due.add(new Due(clock.millis() + Math.max(millis, 0), scheduled++, work));
    }

    /** Moves the clock to what is due next and runs it. Returns whether there was anything. */
    public boolean step() {
        Due next = due.poll();
        if (next == null) {
            return false;
        }
        clock.moveTo(next.when());
        next.work().run();
        return true;
    }
}
