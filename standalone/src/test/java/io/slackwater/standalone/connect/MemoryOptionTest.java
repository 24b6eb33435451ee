package io.slackwater.standalone.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.slackwater.standalone.config.MemoryPlan;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class MemoryOptionTest {

    @Test
    void shouldSizeTheInstallationByTheMachineIfNothingIsSaid() {
        assertThat(planOf()).isEqualTo(MemoryPlan.ofMachine());
    }

    @Test
    void shouldTakeTheSizeThatIsNamed() {
        assertThat(planOf("--memory", "2400m")).isEqualTo(new MemoryPlan(2_400));
    }

    @Test
    void shouldNameTheOptionItsValueAndTheRemedy() {
        assertThatThrownBy(() -> planOf("--memory", "plenty"))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--memory is 'plenty': use a number and m (MiB) or g (GiB), such as 4g");
    }

    private static MemoryPlan planOf(String... arguments) {
        Runner runner = new Runner();
        new CommandLine(runner).parseArgs(arguments);
        return runner.memory.plan();
    }

    @Command
    private static final class Runner {

        @Mixin
        private MemoryOption memory = new MemoryOption();
    }
}
