package io.slackwater.standalone.config;

import java.net.URI;
import java.util.Optional;

/**
 * The console of an installation.
 *
 * @param enabled whether {@code up} runs one
 * @param port of its API on 127.0.0.1; 0 for any that is free
 * @param managementPort of its health and metrics on 127.0.0.1; 0 for any that is free
 * @param databaseUrl its database; empty for a PostgreSQL server of its own in the data directory
 */
public record ConsoleSettings(boolean enabled, int port, int managementPort, Optional<String> databaseUrl) {

    public static final int USUAL_PORT = 8080;

    public static final int USUAL_MANAGEMENT_PORT = 9080;

    /** With a server of its own, at the usual ports. */
    public static final ConsoleSettings USUAL =
            new ConsoleSettings(true, USUAL_PORT, USUAL_MANAGEMENT_PORT, Optional.empty());

    /** With a server of its own, at any ports that are free. */
    public static final ConsoleSettings ANY_PORT = new ConsoleSettings(true, 0, 0, Optional.empty());

    private static final String LOOPBACK = "127.0.0.1";

    /** Returns the same with the ports that were chosen. */
    public ConsoleSettings at(int chosenPort, int chosenManagementPort) {
        return new ConsoleSettings(enabled, chosenPort, chosenManagementPort, databaseUrl);
    }

    /** Returns the management port where none is named: any for a console whose port is any. */
    public static int usualManagementPort(int port) {
        return port == 0 ? 0 : USUAL_MANAGEMENT_PORT;
    }

    /** Returns the address of its API; empty where it is not enabled. */
    public Optional<URI> address() {
        return enabled ? Optional.of(URI.create("http://" + LOOPBACK + ":" + port)) : Optional.empty();
    }
}
