package io.slackwater.standalone.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The server process of a PostgreSQL data directory. It outlives a parent that was killed, and a second one over the same data would
 * be refused.
 */
final class Postmaster {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);

    private Postmaster() {}

    /**
     * Ends the server that still runs over a data directory, by what PostgreSQL calls a fast shutdown; nothing where none runs.
     *
     * @throws IOException if it does not end within 30 s
     */
    static void endThatOf(Path data) throws IOException, InterruptedException {
        Optional<ProcessHandle> running = runningOver(data);
        if (running.isEmpty()) {
            return;
        }
        ProcessHandle server = running.get();
        new ProcessBuilder(List.of("kill", "-INT", String.valueOf(server.pid())))
                .inheritIO()
                .start()
                .waitFor();
        try {
            server.onExit()
                    .orTimeout(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException late) {
            throw new IOException(
                    "PostgreSQL server " + server.pid() + " over " + data + " does not end: end it, then try again",
                    late);
        }
    }

    /** A process id alone may belong to a stranger by now. The server's working directory is that of its data. */
    private static Optional<ProcessHandle> runningOver(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file);
        return lines.stream()
                .findFirst()
                .map(String::strip)
                .filter(pid -> pid.matches("[0-9]{1,10}"))
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .filter(process -> worksIn(process, data));
    }

    private static boolean worksIn(ProcessHandle process, Path data) {
        try {
            return Files.isSameFile(Path.of("/proc", String.valueOf(process.pid()), "cwd"), data);
        } catch (IOException goneOrStrange) {
            return false;
        }
    }
}
