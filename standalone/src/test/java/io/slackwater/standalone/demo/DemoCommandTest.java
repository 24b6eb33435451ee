package io.slackwater.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.Slackwater;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the demo refuses before it starts anything. */
class DemoCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter complained = new StringWriter();

    @Test
    void shouldRefuseAReportThatCannotBeWritten() throws IOException {
        Path report = Files.createFile(directory.resolve("file")).resolve("r.json");

        assertThat(run("--report", report.toString())).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(complained.toString().lines()).hasSize(2).first().satisfies(line -> assertThat(line)
                .startsWith("--report " + report + " cannot be written: "));
    }

    @Test
    void shouldSayThatASuiteLacksItsArchive() {
        assertThat(run("--suite", "bookworm")).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(complained.toString())
                .startsWith("--suite bookworm has no archive: give --archive URL")
                .doesNotContain("--suite <suite>");
    }

    @Test
    void shouldSayWhichArchiveLacksItsSuite() {
        String[] archives = {"--archive", "http://a/debian", "--suite", "bookworm", "--archive", "http://b/debian"};

        assertThat(run(archives)).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(complained.toString()).startsWith("--archive http://b/debian has no suite: give --suite NAME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--timeout=0", "--timeout=-5", "--vms=0"})
    void shouldRefuseNothingAtAll(String option) {
        assertThat(run(option)).isEqualTo(CommandLine.ExitCode.USAGE);

        assertThat(complained.toString()).startsWith(option.replace("=", " is ") + ": use 1 or more");
    }

    private int run(String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "demo";
        arguments[1] = "--engine=simulated";
        arguments[2] = "--no-install";
        arguments[3] = "--once";
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Slackwater.commandLine()
                .setErr(new PrintWriter(complained, true))
                .execute(arguments);
    }
}
