package io.slackwater.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

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
        List<Double> ratios = rounds.stream()
                .filter(round -> !round.warmUp())
                .map(Round::ratio)
                .sorted()
                .toList();
        int middle = ratios.size() / 2;
        return ratios.size() % 2 == 1 ? ratios.get(middle) : (ratios.get(middle - 1) + ratios.get(middle)) / 2;
    }

    /** Whether the goal was reached. */
    @JsonProperty
    public boolean reached() {
        return ratio() <= goal;
    }
}
