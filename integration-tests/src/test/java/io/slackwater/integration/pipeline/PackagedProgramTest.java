package io.slackwater.integration.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.lab.ProgramRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The program as the launcher starts it, from its jar, with the libraries that were packaged for it and no others. */
class PackagedProgramTest {

    private static final Path JAR = Path.of("..", "standalone", "target", "slackwater.jar");
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @Test
    void shouldHaveAllThatASimulationNeeds() {
        ProgramRun run = ProgramRun.of(
                Duration.ofMinutes(3),
                List.of(JAVA, "-jar", JAR.toString(), "simulate", "--seeds", "2", "--seed", "1"));

        assertThat(run.exitCode()).as(run.output()).isZero();
    }

    @Test
    void shouldHaveAllThatAPlanNeeds() {
        ProgramRun run = ProgramRun.of(
                Duration.ofMinutes(3),
                List.of(JAVA, "-jar", JAR.toString(), "plan", "--change", "any", "--bootstrap-servers", "127.0.0.1:1"));

        assertThat(run.exitCode()).as(run.output()).isEqualTo(1);
        assertThat(run.output()).contains("No broker is reached at 127.0.0.1:1");
    }
}
