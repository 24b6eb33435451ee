package io.slackwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SimulationTest extends QuietTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 40);
    private static final int TRACED = 10_000;

    @Test
    void shouldHoldWhateverHappens() {
        Simulations.Summary summary = Simulations.run(1, SEEDS, outcome -> {});

        assertThat(summary.violations())
                .extracting(outcome -> outcome.seed() + ": " + outcome.violation())
                .isEmpty();
    }

    /** Not in each: where the only change is bad or withdrawn early, nothing is. */
    @Test
    void shouldUpdateVmsAndFreeStorageInMostRuns() {
        List<Outcome> outcomes = LongStream.rangeClosed(1, 20)
                .mapToObj(seed -> Simulation.run(seed, TRACED))
                .toList();

        assertThat(outcomes)
                .filteredOn(outcome -> mentions(outcome, "VERIFIED") && mentions(outcome, "RECLAIMED"))
                .hasSizeGreaterThan(8);
    }

    /** Only where a change was withdrawn that some VMs had, and the policy has them return. */
    @Test
    void shouldTakeVmsBackFromWithdrawnChangesInSomeRuns() {
        assertThat(LongStream.rangeClosed(1, 120)
                        .mapToObj(seed -> Simulation.run(seed, TRACED))
                        .filter(outcome -> outcome.trace().lines().stream()
                                .anyMatch(line -> line.contains("VERIFIED") && line.contains("back from"))))
                .hasSizeGreaterThan(2);
    }

    @Test
    void shouldDoTheSameAgainByTheSameSeed() {
        Outcome first = Simulation.run(7, TRACED);
        Outcome second = Simulation.run(7, TRACED);

        assertThat(second.trace().lines()).isEqualTo(first.trace().lines());
        assertThat(second.trace().digest()).isEqualTo(first.trace().digest());
    }

    private static boolean mentions(Outcome outcome, String word) {
        return outcome.trace().lines().stream().anyMatch(line -> line.contains(word));
    }
}
