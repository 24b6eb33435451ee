package io.slackwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedFaultsTest extends QuietTest {

    private static final int SEEDS = 1_000;

    @ParameterizedTest
    @EnumSource
    void shouldFindAPlantedFault(PlantedFault fault) {
        Optional<Outcome> found = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Simulation.run(seed, 0, fault.fittings()))
                .filter(outcome -> outcome.violation().isPresent())
                .findFirst();

        assertThat(found).as("a violation within %d seeds", SEEDS).isPresent();
        assertThat(found.orElseThrow().violation().orElseThrow().invariant())
                .as("what was violated by seed %d", found.orElseThrow().seed())
                .isIn(fault.breaks());
        assertThat(Simulation.run(found.orElseThrow().seed(), 0).violation())
                .as("the same seed without the fault")
                .isEmpty();
    }
}
