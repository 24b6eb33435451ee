package io.slackwater.standalone.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The installations that a user runs on this machine: a directory with a file for each, named by its process, that says where
 * its data is. What was killed is passed over.
 */
public final class RunningInstallations {

    private final Path directory;

    /** @param directory where the files are; made when the first one is written */
    public RunningInstallations(Path directory) {
        this.directory = directory;
    }

    /** Those of the user who runs this process. */
    public static RunningInstallations ofUser() {
        String state = System.getenv("XDG_STATE_HOME");
        Path home = state == null || state.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(state);
        return new RunningInstallations(home.resolve("slackwater").resolve("running"));
    }

    /**
     * Says that this process runs one.
     *
     * @return whether commands will find it by themselves; where not, they need to be given its configuration
     */
    public boolean announce(Path dataDirectory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(own(), dataDirectory.toAbsolutePath().toString());
            return true;
        } catch (IOException unwritable) {
            return false;
        }
    }

    /** Says that this process runs one no more. */
    public void withdraw() {
        try {
            Files.deleteIfExists(own());
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot delete " + own(), failed);
        }
    }

    /** Returns where each of them is reached, by its data directory. */
    public Map<Path, Endpoints> find() {
        Map<Path, Endpoints> found = new TreeMap<>();
        for (Path file : files()) {
            dataDirectory(file)
                    .ifPresent(data -> Endpoints.ofRunning(data).ifPresent(endpoints -> found.put(data, endpoints)));
        }
        return found;
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Optional<Path> dataDirectory(Path file) {
        try {
            return Optional.of(Path.of(Files.readString(file).strip()));
        } catch (IOException endedMeanwhile) {
            return Optional.empty();
        }
    }

    private Path own() {
        return directory.resolve(String.valueOf(ProcessHandle.current().pid()));
    }
}
