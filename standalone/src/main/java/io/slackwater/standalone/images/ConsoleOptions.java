package io.slackwater.standalone.images;

import java.net.URI;
import picocli.CommandLine.Option;

/** Where the console is. */
final class ConsoleOptions {

    @Option(
            names = "--console",
            paramLabel = "URL",
            defaultValue = "http://127.0.0.1:8080",
            description = "Where the console answers; ${DEFAULT-VALUE} where it is not named.")
    private URI console = URI.create("http://127.0.0.1:8080");

    ConsoleClient client() {
        return new ConsoleClient(console);
    }
}
