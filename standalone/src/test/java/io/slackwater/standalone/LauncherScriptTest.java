package io.slackwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell scripts that start this program and the benchmarks. */
class LauncherScriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"slackwater", "benchmarks/run"})
    void shouldSayThatJavaHomeIsWrong(String script) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", find(script).toString(), "--help").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", "/nonexistent");

        Process process = builder.start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith(script + ": JAVA_HOME is /nonexistent, and there is no /nonexistent/bin/java: ");
        assertThat(process.waitFor()).isEqualTo(1);
    }

    private static Path find(String script) {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .map(directory -> directory.resolve(script))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow();
    }
}
