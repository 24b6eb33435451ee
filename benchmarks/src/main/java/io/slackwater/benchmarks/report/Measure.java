package io.slackwater.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What was measured in several rounds.
 *
 * @param name what it is
 * @param goal the largest ratio that was aimed at
 * @param records how many records each side of each round wrote or read
 * @param bytes the sum of their keys, values and headers in one round
 */
public record Measure(String name, double goal, long records, long bytes, List<Round> rounds) {

    public Measure {
        rounds = List.copyOf(rounds);
    }

    /** Returns the median of the ratios of the warm rounds. */
    @JsonProperty
    public double ratio() {
        return median(Round::ratio);
    }

    /** Returns the same of the processor time. */
    @JsonProperty
    public double cpuRatio() {
        return median(Round::cpuRatio);
    }

    /** Whether the goal was reached. */
    @JsonProperty
    public boolean reached() {
        return ratio() <= goal;
    }

    private double median(ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream()
                .filter(round -> !round.warmUp())
                .mapToDouble(value)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
