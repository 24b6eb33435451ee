package io.slackwater.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program of the machine, run to its end.
 *
 * @param exitCode what it returned
 * @param output what it printed, standard output and standard error together
 */
public record ProgramRun(int exitCode, String output) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * Runs {@code command} without standard input and waits for it.
     *
     * @throws LabException if it cannot be started, outlives {@code limit} (it is then killed), or the thread is interrupted
     */
    public static ProgramRun of(Duration limit, List<String> command) {
        return of(limit, Map.of("LC_ALL", "C"), command);
    }

    /** As {@link #of(Duration, List)}, with {@code environment} added to this process's own. */
    public static ProgramRun of(Duration limit, Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("slackwater-lab-", ".out");
            try {
                int exitCode = run(limit, environment, command, output);
                return new ProgramRun(exitCode, new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new LabException("cannot run " + String.join(" ", command) + ": " + e.getMessage(), e);
        }
    }

    /**
     * This run, if it succeeded.
     *
     * @throws LabException with the program's own words if it did not
     */
    public ProgramRun orFail(String whatFor) {
        if (!succeeded()) {
            throw new LabException(whatFor + " failed with exit code " + exitCode + ": " + output);
        }
        return this;
    }

    private static int run(Duration limit, Map<String, String> environment, List<String> command, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new LabException(String.join(" ", command) + " did not end within " + limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while running " + String.join(" ", command), e);
        } finally {
            process.destroyForcibly();
        }
    }
}
