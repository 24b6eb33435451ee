package io.slackwater.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class LauncherLogTest {

    @Test
    void shouldKeepWhatSimulatedServicesLogOffTheTerminal() throws IOException, InterruptedException {
        assertThat(outputOf("silent")).doesNotContain("a volume was deleted");
        assertThat(outputOf("loud")).contains("a volume was deleted");
    }

    private static String outputOf(String loudness) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoggingProgram.class.getName(),
                        loudness)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
