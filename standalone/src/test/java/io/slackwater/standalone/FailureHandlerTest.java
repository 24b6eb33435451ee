package io.slackwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.slackwater.standalone.console.Console;
import io.slackwater.standalone.process.ChildMessages;
import io.slackwater.standalone.services.DataDirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailureHandlerTest {

    @TempDir
    private Path directory;

    private Path notADirectory = Path.of("");

    private final StringWriter complained = new StringWriter();

    @BeforeEach
    void makeAFile() throws IOException {
        notADirectory = Files.createFile(directory.resolve("file"));
    }

    @Test
    void shouldNameADataDirectoryThatCannotBeWrittenAndTheRemedyInOneLine() {
        Path data = notADirectory.resolve("data");

        assertThat(run(() -> DataDirectoryLock.take(data))).isEqualTo(1);

        assertThat(complained.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("The data directory " + data + " cannot be written: the machine says 'Not a directory'")
                .contains("Set data-directory in the configuration"));
    }

    @Test
    void shouldSayThatADataDirectoryCannotBeMade() {
        assertThat(run(() -> DataDirectoryLock.take(Path.of("/proc/slackwater"))))
                .isEqualTo(1);

        assertThat(complained.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("The data directory /proc/slackwater cannot be written: it is not there and cannot be"
                        + " made. "));
    }

    @Test
    void shouldNameTheDirectoryOfAConsoleThatCannotBeWritten() {
        PrintWriter nobody = new PrintWriter(new StringWriter());

        assertThat(run(() -> Console.prepare(notADirectory, new ChildMessages(nobody))))
                .isEqualTo(1);

        assertThat(complained.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("The data directory " + notADirectory.resolve("console") + " cannot be written: "));
    }

    @Test
    void shouldNameAnyOtherFileThatCannotBeWritten() {
        assertThat(run(() -> {
                    throw new UncheckedIOException("Cannot write it", new AccessDeniedException("/data/logs/x"));
                }))
                .isEqualTo(1);

        assertThat(complained.toString().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith("/data/logs/x cannot be used: you may not. See that this user may write there"));
    }

    private int run(Callable<Object> work) {
        return new CommandLine(new Work(work))
                .setErr(new PrintWriter(complained, true))
                .setExecutionExceptionHandler(new FailureHandler())
                .execute();
    }

    @Command
    private record Work(Callable<Object> work) implements Callable<Object> {

        @Override
        public Object call() throws Exception {
            return work.call();
        }
    }
}
