package io.slackwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SimulateCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter printed = new StringWriter();

    @Test
    void shouldRunSeedsAndReportThem() throws IOException {
        Path report = directory.resolve("report.json");

        int exitCode = run("--seeds", "3", "--seed", "11", "--report", report.toString());

        assertThat(exitCode).isZero();
        assertThat(printed.toString()).contains("3 seeds from 11", "per second", "no violation");
        JsonNode json = new ObjectMapper().readTree(report.toFile());
        assertThat(json.path("firstSeed").asLong()).isEqualTo(11);
        assertThat(json.path("seeds").asInt()).isEqualTo(3);
        assertThat(json.path("seedsPerSecond").asDouble()).isPositive();
        assertThat(json.path("violations").isArray()).isTrue();
        assertThat(json.path("violations")).isEmpty();
    }

    @Test
    void shouldRefuseToRunNothing() {
        assertThat(run("--seeds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
    }

    @Test
    void shouldRefuseAReportThatCannotBeWrittenBeforeItRuns() {
        Path report = directory.resolve("missing/report.json");

        assertThat(run("--seeds", "1", "--report", report.toString())).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(printed.toString())
                .contains("--report " + report + " cannot be written: there is no directory")
                .doesNotContain("per second");
    }

    private int run(String... arguments) {
        return new CommandLine(new SimulateCommand())
                .setOut(new PrintWriter(printed))
                .setErr(new PrintWriter(printed))
                .execute(arguments);
    }
}
