package io.slackwater.simulation;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/** Runs many seeds, as many at the same time as there are processors; what comes of a seed does not depend on that. */
public final class Simulations {

    private static final double NANOS_PER_SECOND = 1e9;

    private Simulations() {}

    /**
     * What came of the runs.
     *
     * @param first the first seed
     * @param seeds how many were run
     * @param violations those in which something did not hold, by seed
     */
    public record Summary(long first, int seeds, List<Outcome> violations, Duration took) {

        public double seedsPerSecond() {
            return seeds * NANOS_PER_SECOND / Math.max(1, took.toNanos());
        }
    }

    /**
     * Runs seeds.
     *
     * @param first the first of them
     * @param ended hears of each that has ended, in any order and from several threads
     */
    public static Summary run(long first, int seeds, Consumer<Outcome> ended) {
        long begin = System.nanoTime();
        List<Outcome> violations = LongStream.range(first, first + seeds)
                .parallel()
                .mapToObj(seed -> Simulation.run(seed, 0))
                .peek(ended)
                .filter(outcome -> outcome.violation().isPresent())
                .toList();
        return new Summary(first, seeds, violations, Duration.ofNanos(System.nanoTime() - begin));
    }
}
