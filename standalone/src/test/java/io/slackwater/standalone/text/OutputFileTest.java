package io.slackwater.standalone.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {

    @TempDir
    private Path directory;

    @Test
    void shouldMakeNothingWhereAFileCanBeWritten() {
        assertThat(OutputFile.problem(directory.resolve("r.json"))).isEmpty();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldLeaveWhatIsInAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("r.json"), "{}");

        assertThat(OutputFile.problem(file)).isEmpty();

        assertThat(file).hasContent("{}");
    }

    @Test
    void shouldNameAMissingDirectory() {
        Path file = directory.resolve("missing/r.json");

        assertThat(OutputFile.problem(file)).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith(file + " cannot be written: there is no directory " + directory.resolve("missing") + ". ")
                .contains("Name a file"));
    }

    @Test
    void shouldMakeAMissingDirectoryWhereThatIsAskedFor() {
        assertThat(OutputFile.problemWithDirectories(directory.resolve("new/r.json")))
                .isEmpty();

        assertThat(directory.resolve("new")).isEmptyDirectory();
    }

    @Test
    void shouldSayThatADirectoryCannotBeMade() throws IOException {
        Path other = Files.createFile(directory.resolve("other"));

        assertThat(OutputFile.problemWithDirectories(other.resolve("r.json")))
                .hasValueSatisfying(
                        problem -> assertThat(problem).contains("the directory " + other + " cannot be made"));
    }

    @Test
    void shouldTakeNoDirectoryForAFile() {
        assertThat(OutputFile.problem(directory)).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith(directory + " cannot be written: the machine says 'Is a directory'"));
    }
}
