package io.slackwater.benchmarks.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SlopeTest {

    @Test
    void shouldTellWhatAFurtherVmCostsWithoutStartAndHowMuchOfItIsIdleOrCompiles() {
        // given: 20 s to start, 2 ms to load and 6 ms to update a VM, 1 of it compiling, and 0.1 s in each second for
        // as long as it takes
        PipelineResult smaller = result(1_000, 20 + 2, 6 + 1, 1, 10);
        PipelineResult larger = result(11_000, 20 + 22, 66 + 6, 11, 60);

        // when
        Slope slope = Slope.between(smaller, larger);

        // then
        assertThat(slope.load()).isEqualTo(2.0);
        assertThat(slope.update()).isEqualTo(6.5);
        assertThat(slope.compiler()).isEqualTo(1.0);
        assertThat(slope.idle()).isEqualTo(0.5);
        assertThat(slope.updateByProcess()).containsExactly(new Slope.ProcessSlope("broker", 6.5));
    }

    private static PipelineResult result(
            int vms, double loadCpu, double updateCpu, double compilerCpu, double freedAfter) {
        return new PipelineResult(
                vms,
                1,
                vms,
                Map.of(),
                1,
                1,
                5,
                Map.of(Stage.FREED, freedAfter),
                List.of(new ProcessCost("broker", loadCpu, 0.1, updateCpu, compilerCpu, 1, 2)),
                0,
                List.of(),
                List.of(),
                Map.of(),
                new PlainCost(1, 1, 1, 1));
    }
}
