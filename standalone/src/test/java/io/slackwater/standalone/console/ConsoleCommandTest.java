package io.slackwater.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.Slackwater;
import io.slackwater.standalone.services.DataDirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter complained = new StringWriter();

    @Test
    void shouldSayThatUpRunsTheConsoleAlreadyAndWhere() throws IOException {
        assertThat(runBesideAnother("console.port = 8090")).isEqualTo(1);

        assertThat(complained.toString())
                .contains(
                        "A console of this installation runs already",
                        "the one of 'up': ask http://127.0.0.1:8090/api/v1/vms")
                .doesNotContain("give this one a data directory");
    }

    @Test
    void shouldNotNameUpWhereItRunsNoConsole() throws IOException {
        assertThat(runBesideAnother("console.enabled = false")).isEqualTo(1);

        assertThat(complained.toString())
                .contains("Stop that one to start another")
                .doesNotContain("'up'");
    }

    private int runBesideAnother(String entry) throws IOException {
        Path configuration =
                Files.writeString(directory.resolve("my.properties"), "data-directory = data\n" + entry + "\n");
        DataDirectoryLock running = DataDirectoryLock.take(directory.resolve("data/console"));
        try {
            return Slackwater.commandLine()
                    .setErr(new PrintWriter(complained, true))
                    .execute("console", "--config", configuration.toString());
        } finally {
            running.close();
        }
    }
}
