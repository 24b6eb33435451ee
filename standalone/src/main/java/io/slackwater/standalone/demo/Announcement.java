package io.slackwater.standalone.demo;

import io.slackwater.standalone.config.ConfigurationFile;
import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.services.RunningInstallations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Lets the other commands find a demo while it runs, and tell it from other installations on the machine. */
final class Announcement implements AutoCloseable {

    private static final String FILE = "slackwater.properties";

    private final RunningInstallations running;
    private final Path file;
    private final boolean isMade;

    private Announcement(RunningInstallations running, Path file, boolean isMade) {
        this.running = running;
        this.file = file;
        this.isMade = isMade;
    }

    /** Announces a demo, and writes the file that names it into its directory. */
    static Announcement make(RunningInstallations running, StandaloneConfiguration configuration) throws IOException {
        Path file = configuration.dataDirectory().resolve(FILE);
        ConfigurationFile.write(configuration, file);
        return new Announcement(running, file, running.announce("demo", configuration.dataDirectory(), file));
    }

    /** Returns how to ask the demo, once it runs: ready to be pasted. */
    List<String> lines() {
        String which = isMade && running.find().size() == 1 ? "" : " --config " + file;
        return Stream.concat(
                        Stream.of("Ask it from another terminal while it runs:"),
                        Stream.of("vms", "rollouts", "blockers", "storage")
                                .map(command -> "  ./slackwater " + command + which))
                .toList();
    }

    @Override
    public void close() {
        running.withdraw();
    }
}
