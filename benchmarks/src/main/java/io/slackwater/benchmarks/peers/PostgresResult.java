package io.slackwater.benchmarks.peers;

import java.util.List;

/**
 * What PostgreSQL took.
 *
 * @param version its version
 * @param loadSeconds to insert a row for each VM, in seconds
 * @param changeSeconds to open an update of each VM by one statement, for one change after the other, in seconds
 */
public record PostgresResult(String version, double loadSeconds, List<Double> changeSeconds) {

    public PostgresResult {
        changeSeconds = List.copyOf(changeSeconds);
    }

    /** Returns the median of all changes but the first, which warms up, in seconds. */
    public double changeMedian() {
        double[] warm = changeSeconds.stream()
                .skip(1)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int middle = warm.length / 2;
        return warm.length % 2 == 1 ? warm[middle] : (warm[middle - 1] + warm[middle]) / 2;
    }
}
