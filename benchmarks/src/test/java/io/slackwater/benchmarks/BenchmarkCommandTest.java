package io.slackwater.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BenchmarkCommandTest {

    private static final int VMS = 250;
    private static final int ROUNDS = 2;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();
    private final CommandLine command = new CommandLine(new BenchmarkCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(errors, true));

    @TempDir
    private Path directory;

    @Test
    void shouldReportEveryRoundOfBothMeasuresForASmallFleet() throws IOException {
        Path file = directory.resolve("new/report.json");

        int exit = command.execute("--vms", "" + VMS, "--rounds", "" + ROUNDS, "--report", file.toString());

        assertThat(exit).as(errors.toString()).isZero();
        JsonNode report = new ObjectMapper().readTree(file.toFile());
        assertThat(report.path("vms").asInt()).isEqualTo(VMS);
        assertThat(report.path("hosts").asInt()).isEqualTo(3);
        assertThat(report.path("machine").path("cores").asInt()).isPositive();
        assertThat(report.path("machine").path("java").asText()).contains(System.getProperty("java.version"));
        assertThat(report.path("settings").path("processing.guarantee").asText())
                .isEqualTo("exactly_once_v2");
        assertThat(report.path("settings").path("num.stream.threads").asText()).isEqualTo("2");
        assertThat(report.path("measures")).hasSize(2).allSatisfy(BenchmarkCommandTest::assertComplete);
        assertThat(report.path("measures"))
                .extracting(measure -> measure.path("goal").asDouble())
                .containsExactly(1.4, 4.0);
        assertThat(out.toString()).contains("match fan-out", "inventory intake", "median ratio");
    }

    private static void assertComplete(JsonNode measure) {
        assertThat(measure.path("records").asInt()).isEqualTo(VMS);
        assertThat(measure.path("bytes").asInt()).isGreaterThan(VMS * 100);
        JsonNode rounds = measure.path("rounds");
        assertThat(rounds).hasSize(ROUNDS);
        assertThat(rounds.get(0).path("warmUp").asBoolean()).isTrue();
        assertThat(rounds.get(1).path("warmUp").asBoolean()).isFalse();
        assertThat(rounds).allSatisfy(round -> {
            for (String side : List.of("slackwater", "plain")) {
                assertThat(round.path(side).path("seconds").asDouble()).isPositive();
                // The plain side may take less than the 10 ms in which the system counts.
                assertThat(round.path(side).path("cpuSeconds").asDouble()).isNotNegative();
            }
            assertThat(round.path("slackwater").path("cpuSeconds").asDouble()).isPositive();
        });
        assertThat(measure.path("ratio").asDouble())
                .isEqualTo(rounds.get(1).path("ratio").asDouble());
        assertThat(measure.path("reached").asBoolean())
                .isEqualTo(
                        measure.path("ratio").asDouble() <= measure.path("goal").asDouble());
    }

    @Test
    void shouldRefuseAReportThatCannotBeWrittenBeforeItMeasures() throws IOException {
        Path file = Files.createFile(directory.resolve("file")).resolve("report.json");

        int exit = command.execute("--vms", "" + VMS, "--rounds", "" + ROUNDS, "--report", file.toString());

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--report " + file + " cannot be written: ");
    }

    @Test
    void shouldRefuseToMeasureInNoTime() {
        int exit = command.execute("--pipeline", "--limit", "0");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("--limit is 0: use 1 or more");
    }

    @Test
    void shouldRefuseARunThatOnlyWarmsUp() {
        int exit = command.execute("--rounds", "1");

        assertThat(exit).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(errors.toString()).contains("two rounds");
    }
}
