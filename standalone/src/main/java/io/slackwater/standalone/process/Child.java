package io.slackwater.standalone.process;

import io.slackwater.streams.logging.ExitAnnouncement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run after the other of one program. Not thread-safe: its supervisor takes care. */
final class Child {

    /** Puts a child into a session of its own, so that Ctrl-C reaches the supervisor alone, which stops them in order. */
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private static final int LAST_WORDS = 12;

    /** What the JVM says when -XX:+ExitOnOutOfMemoryError ends it: with 3, or with 134 where native code aborts at its end. */
    private static final String OUT_OF_MEMORY = "Terminating due to ";

    private final ChildSpec spec;
    private @Nullable Process process;
    private long startedAt;
    private long logStart;

    Child(ChildSpec spec) {
        this.spec = spec;
    }

    ChildSpec spec() {
        return spec;
    }

    Process start() {
        try {
            Files.createDirectories(spec.log().toAbsolutePath().getParent());
            startedAt = System.nanoTime();
            logStart = spec.log().toFile().length();
            Process started = new ProcessBuilder(command())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(output())
                    .start();
            process = started;
            return started;
        } catch (IOException failed) {
            throw new ChildFailedException(spec.name() + " cannot be started: " + failed.getMessage(), failed);
        }
    }

    /** What it prints beside its log is kept of one run alone, so that it cannot grow. */
    private ProcessBuilder.Redirect output() {
        File output = spec.output().toFile();
        return hasOutputOfItsOwn() ? ProcessBuilder.Redirect.to(output) : ProcessBuilder.Redirect.appendTo(output);
    }

    private boolean hasOutputOfItsOwn() {
        return !spec.output().equals(spec.log());
    }

    private List<String> command() {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(spec.command());
        return command;
    }

    Duration ranFor() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    String lastWords() {
        String words = LogTail.of(spec.log(), LAST_WORDS);
        return hasOutputOfItsOwn() ? words + "\n" + LogTail.of(spec.output(), LAST_WORDS) : words;
    }

    /** Returns the cause that it gave for its end; empty where it gave none. */
    Optional<String> cause() {
        return LogTail.after(OUT_OF_MEMORY, spec.output(), hasOutputOfItsOwn() ? 0 : logStart)
                .or(() -> LogTail.after(ExitAnnouncement.PREFIX, spec.log(), logStart));
    }

    /** Returns when it was started, on the clock of {@link System#nanoTime}. */
    long startedAt() {
        return startedAt;
    }

    @Nullable
    Process process() {
        return process;
    }

    /** Asks it to stop. */
    void terminate() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits until it has stopped; ends it where it does not within {@code grace}. */
    void awaitEnd(Duration grace) throws InterruptedException {
        Process running = process;
        if (running != null && !running.waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            running.destroyForcibly().waitFor();
        }
    }
}
