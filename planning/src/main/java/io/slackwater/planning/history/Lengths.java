package io.slackwater.planning.history;

import java.util.Arrays;
import java.util.stream.LongStream;

/** Some lengths of time that were observed, in milliseconds. */
final class Lengths {

    private static final double LITTLE_LESS_THAN_CHANCE = 0.7;

    private final long[] sorted;

    private Lengths(long[] sorted) {
        this.sorted = sorted;
    }

    static Lengths of(LongStream millis) {
        return new Lengths(millis.sorted().toArray());
    }

    int count() {
        return sorted.length;
    }

    boolean isEmpty() {
        return sorted.length == 0;
    }

    /** Whether the longest and the shortest differ by at most half of the median. */
    boolean areAlike() {
        return !isEmpty() && sorted[sorted.length - 1] - sorted[0] <= median() / 2;
    }

    /** Whether they vary about as much as the times between what happens at random, whose deviation is their mean. */
    boolean varyAsByChance() {
        double mean = mean();
        double variance = LongStream.of(sorted)
                .mapToDouble(length -> ((double) length - mean) * ((double) length - mean))
                .average()
                .orElseThrow();
        return Math.sqrt(variance) >= LITTLE_LESS_THAN_CHANCE * mean;
    }

    long median() {
        return drawn(0.5);
    }

    double mean() {
        return LongStream.of(sorted).average().orElseThrow();
    }

    /** Returns those that are longer than what has passed already. */
    Lengths longerThan(long passed) {
        int first = 0;
        while (first < sorted.length && sorted[first] <= passed) {
            first++;
        }
        return new Lengths(Arrays.copyOfRange(sorted, first, sorted.length));
    }

    /** Returns the one below which that share of them is. */
    long drawn(double share) {
        return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
    }
}
