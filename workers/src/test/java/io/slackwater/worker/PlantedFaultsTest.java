package io.slackwater.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults of {@code mutations/run.sh} can be planted: the code that each patch changes is there. */
class PlantedFaultsTest {

    private static final Path PATCHES = Path.of("src/test/mutations");

    static List<Path> patches() throws IOException {
        try (Stream<Path> files = Files.list(PATCHES)) {
            List<Path> patches = files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
            assertThat(patches).hasSizeGreaterThan(5);
            return patches;
        }
    }

    @ParameterizedTest
    @MethodSource("patches")
    void shouldFindTheCodeThatAFaultIsPlantedIn(Path patch) throws IOException {
        String text = Files.readString(patch);
        String changed = text.lines()
                .filter(line -> line.startsWith("--- a/"))
                .findFirst()
                .orElseThrow()
                .substring("--- a/".length());
        String source = Files.readString(Path.of("..").resolve(changed));

        String[] parts = text.split("(?m)^@@ .*\n", -1);
        assertThat(parts).hasSizeGreaterThan(1);
        for (int part = 1; part < parts.length; part++) {
            assertThat(source).contains(before(parts[part]));
        }
    }

    /** Returns what a part of a patch takes for what is there. */
    private static String before(String hunk) {
        return hunk.lines()
                .filter(line -> !line.startsWith("+"))
                .map(line -> line.isEmpty() ? "" : line.substring(1))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
