package io.slackwater.simulation;

import io.slackwater.simulation.time.VirtualClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The last things that happened in a run, for a person; nothing is kept of a run that nobody asked about. */
public final class Trace {

    private final int most;
    private final VirtualClock clock;
    private final Deque<String> lines = new ArrayDeque<>();
    private long digest;

    /**
     * A trace.
     *
     * @param most how many lines are kept; 0 for none
     */
    public Trace(int most, VirtualClock clock) {
        this.most = most;
        this.clock = clock;
    }

    /** Notes what happened. */
    public void say(Supplier<String> what) {
        if (most == 0) {
            return;
        }
        String line = String.format(Locale.ROOT, "%9.3f %s", clock.elapsed() / 1000.0, what.get());
        digest = 31 * digest + line.hashCode();
        if (lines.size() == most) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    public List<String> lines() {
        return new ArrayList<>(lines);
    }

    /** Returns a number that two runs share, but for collisions, only when the same happened in both. */
    public long digest() {
        return digest;
    }
}
