package io.slackwater.standalone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Remembers the children in a file, so that those whose supervisor was killed are found and ended by the next one. A line
 * is a process id and its identity: an id alone may belong to a stranger by then.
 */
final class Orphans {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Path file;

    Orphans(Path file) {
        this.file = file;
    }

    /** Ends what is left of an earlier supervisor's children, the last started first. Returns how many there were. */
    int endAll() {
        List<ProcessHandle> left = new ArrayList<>();
        for (String line : lines()) {
            find(line).ifPresent(left::add);
        }
        Collections.reverse(left);
        left.forEach(Orphans::end);
        forget();
        return left.size();
    }

    void remember(ProcessHandle child) {
        ProcessIdentity.of(child).ifPresent(identity -> append(child.pid() + " " + identity + System.lineSeparator()));
    }

    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot delete " + file, failed);
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + file, failed);
        }
    }

    private void append(String line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot write " + file, failed);
        }
    }

    private static Optional<ProcessHandle> find(String line) {
        int space = line.indexOf(' ');
        if (space < 0 || !line.substring(0, space).chars().allMatch(Character::isDigit)) {
            return Optional.empty();
        }
        String identity = line.substring(space + 1);
        return ProcessHandle.of(Long.parseLong(line.substring(0, space)))
                .filter(ProcessHandle::isAlive)
                .filter(process -> ProcessIdentity.of(process).equals(Optional.of(identity)));
    }

    private static void end(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stillThere) {
            process.destroyForcibly();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
