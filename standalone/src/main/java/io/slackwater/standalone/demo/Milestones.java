package io.slackwater.standalone.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** How long each step of a demo took; a step ends where the next one begins. */
final class Milestones {

    private final LongSupplier nanoTime;
    private final long start;
    private final Map<String, Double> steps = new LinkedHashMap<>();
    private Duration reached = Duration.ZERO;

    /** Begins the first step, on a clock in nanoseconds such as {@link System#nanoTime}. */
    Milestones(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
    }

    /** Ends a step, which began when the one before ended. A step that was ended before is left as it is. */
    void reach(String step) {
        if (!steps.containsKey(step)) {
            Duration now = elapsed();
            steps.put(step, now.minus(reached).toMillis() / 1000.0);
            reached = now;
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(nanoTime.getAsLong() - start);
    }

    /** Returns the seconds that each step took, in order. */
    Map<String, Double> steps() {
        return new LinkedHashMap<>(steps);
    }
}
