package io.slackwater.standalone.config;

import java.net.URI;
import java.util.Optional;

/**
 * The console of an installation.
 *
 * @param enabled whether {@code up} runs one
 * @param port of its API on 127.0.0.1; 0 for any that is free
 * @param databaseUrl its database; empty for a PostgreSQL server of its own in the data directory
 */
public record ConsoleSettings(boolean enabled, int port, Optional<String> databaseUrl) {

    public static final int USUAL_PORT = 8080;

    /** With a server of its own, at the usual port. */
    public static final ConsoleSettings USUAL = new ConsoleSettings(true, USUAL_PORT, Optional.empty());

    /** With a server of its own, at any port that is free. */
    public static final ConsoleSettings ANY_PORT = new ConsoleSettings(true, 0, Optional.empty());

    private static final String LOOPBACK = "127.0.0.1";

    /** Returns the same with the port that was chosen. */
    public ConsoleSettings at(int chosenPort) {
        return new ConsoleSettings(enabled, chosenPort, databaseUrl);
    }

    /** Returns the address of its API; empty where it is not enabled. */
    public Optional<URI> address() {
        return enabled ? Optional.of(URI.create("http://" + LOOPBACK + ":" + port)) : Optional.empty();
    }
}
