package io.slackwater.standalone.demo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long each step of a demo took; a step ends where the next one begins. */
final class Milestones {

    private final long start = System.nanoTime();
    private final Map<String, Double> steps = new LinkedHashMap<>();
    private Duration reached = Duration.ZERO;

    /** Ends a step, which began when the one before ended. A step that was ended before is left as it is. */
    void reach(String step) {
        if (!steps.containsKey(step)) {
            Duration now = elapsed();
            steps.put(step, now.minus(reached).toMillis() / 1000.0);
            reached = now;
        }
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Returns the seconds that each step took, in order. */
    Map<String, Double> steps() {
        return Map.copyOf(steps).isEmpty() ? Map.of() : new LinkedHashMap<>(steps);
    }
}
