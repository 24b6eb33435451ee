package io.slackwater.standalone.services;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The installations that a user runs on this machine: a directory with a file for each, named by its process, that says where
 * its data is. What was killed is passed over.
 */
public final class RunningInstallations {

    private static final String COMMAND = "command";
    private static final String DATA_DIRECTORY = "data-directory";
    private static final String CONFIGURATION = "config";

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
     * @param command the command that runs it
     * @param configuration the file that names it to other commands
     * @return whether commands will find it by themselves; where not, they need to be given its configuration
     */
    public boolean announce(String command, Path dataDirectory, Path configuration) {
        Properties entries = new Properties();
        entries.setProperty(COMMAND, command);
        entries.setProperty(DATA_DIRECTORY, dataDirectory.toAbsolutePath().toString());
        entries.setProperty(CONFIGURATION, configuration.toAbsolutePath().toString());
        try {
            Files.createDirectories(directory);
            try (Writer writer = Files.newBufferedWriter(own())) {
                entries.store(writer, "Written by the launcher while it runs");
            }
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

    /** Returns each of them, by its data directory. */
    public List<RunningInstallation> find() {
        Map<Path, RunningInstallation> found = new TreeMap<>();
        for (Path file : files()) {
            read(file).ifPresent(installation -> found.put(installation.dataDirectory(), installation));
        }
        return List.copyOf(found.values());
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

    private static Optional<RunningInstallation> read(Path file) {
        Properties entries = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            entries.load(reader);
        } catch (IOException endedMeanwhile) {
            return Optional.empty();
        }
        if (entries.getProperty(DATA_DIRECTORY) == null) {
            return Optional.empty();
        }
        Path dataDirectory = Path.of(entries.getProperty(DATA_DIRECTORY));
        return Endpoints.ofRunning(dataDirectory)
                .map(endpoints -> new RunningInstallation(
                        entries.getProperty(COMMAND, ""),
                        dataDirectory,
                        Path.of(entries.getProperty(CONFIGURATION, "")),
                        endpoints));
    }

    private Path own() {
        return directory.resolve(String.valueOf(ProcessHandle.current().pid()));
    }
}
