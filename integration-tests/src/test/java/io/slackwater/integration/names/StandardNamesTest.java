package io.slackwater.integration.names;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Classes and packages are named by docs/glossary.md. What the words here meant has a standard term. */
class StandardNamesTest {

    private static final Set<String> RETIRED = Set.of(
            "Book",
            "Books",
            "Brain",
            "Decree",
            "Desk",
            "Errand",
            "Fate",
            "Hand",
            "Hands",
            "Heard",
            "Hearing",
            "Lane",
            "Lanes",
            "Saying",
            "Setback",
            "Shelf",
            "Surrounding",
            "Surroundings",
            "Survey",
            "Surveyed",
            "Telling",
            "Twin",
            "Wire");

    /** The REST interface and the command line keep their names until the console replaces them. */
    private static final Pattern OLD = Pattern.compile("/(rest|operate)/");

    private static final Pattern TYPE = Pattern.compile("\\b(?:class|enum|interface|record) ([A-Z]\\w*)");
    private static final Pattern WORD = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    @Test
    void shouldHaveNoRetiredWordInTheNameOfATypeOrPackage() throws IOException {
        List<Path> sources = sources();
        assertThat(sources).hasSizeGreaterThan(500);
        assertThat(sources.stream().flatMap(StandardNamesTest::retiredIn)).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(StandardNamesTest::javaFiles)
                    .filter(file -> !OLD.matcher(file.toString()).find())
                    .toList();
        }
    }

    private static Stream<Path> javaFiles(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<String> retiredIn(Path file) {
        Stream<String> types = TYPE.matcher(withoutComments(file)).results().map(result -> result.group(1));
        Stream<String> folders = Stream.of(file.getParent().getFileName().toString())
                .map(folder -> folder.substring(0, 1).toUpperCase(Locale.ROOT) + folder.substring(1));
        return Stream.concat(types, folders)
                .filter(name -> Arrays.stream(WORD.split(name)).anyMatch(RETIRED::contains))
                .map(name -> file + ": " + name);
    }

    private static String withoutComments(Path file) {
        try {
            return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
