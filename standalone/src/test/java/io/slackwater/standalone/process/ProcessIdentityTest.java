package io.slackwater.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checked against what procps and coreutils say. */
class ProcessIdentityTest {

    @Test
    void shouldBeTheTicksOfTheKernelWhateverTheProgramIsCalled(@TempDir Path directory) throws Exception {
        Path program = Files.copy(Path.of("/bin/sleep"), directory.resolve("a) S 1 (b"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Process sleeping = new ProcessBuilder(program.toString(), "600").start();
        try {
            assertThat(output("ps", "-o", "comm=", "-p", String.valueOf(sleeping.pid())))
                    .isEqualTo("a) S 1 (b");
            String ticks = output("sh", "-c", "sed 's/.*) //' /proc/" + sleeping.pid() + "/stat | cut -d ' ' -f 20");
            String boot = output("cat", "/proc/sys/kernel/random/boot_id");

            assertThat(ProcessIdentity.of(sleeping.toHandle())).contains(ticks + " ticks after boot " + boot);
        } finally {
            sleeping.destroyForcibly();
        }
    }

    @Test
    void shouldTellOneProcessFromAnother() throws IOException {
        Process sleeping = new ProcessBuilder("sleep", "600").start();
        try {
            assertThat(ProcessIdentity.of(sleeping.toHandle()))
                    .isPresent()
                    .isNotEqualTo(ProcessIdentity.of(ProcessHandle.current()));
        } finally {
            sleeping.destroyForcibly();
        }
    }

    @Test
    void shouldBeEmptyForAProcessThatHasEnded() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(ProcessIdentity.of(ended.toHandle())).isEmpty();
    }

    private static String output(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
