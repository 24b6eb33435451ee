package io.slackwater.standalone.connect;

import io.slackwater.standalone.config.ConsoleSettings;
import java.net.URI;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the console is: as it is named, or that of an installation. */
public final class ConsoleOptions extends InstallationOptions {

    private static final URI USUAL = URI.create("http://127.0.0.1:" + ConsoleSettings.USUAL_PORT);

    @Option(
            names = "--console",
            paramLabel = "URL",
            description =
                    "Where the console answers, such as http://127.0.0.1:8080 (default: that of the installation).")
    private Optional<URI> console = Optional.empty();

    /**
     * Returns a client of the console.
     *
     * @throws CommandFailedException if several installations run and none is named
     */
    public ConsoleClient client() {
        return new ConsoleClient(console.or(() -> endpoints().console()).orElse(USUAL));
    }
}
