package io.slackwater.broker;

import java.nio.file.Path;

/**
 * Where a broker keeps its data and where it listens.
 *
 * @param dataDirectory the directory of its logs, made where it is not there; one broker at a time may have it
 * @param port the port for clients, or 0 for any that is free
 * @param host the address that it listens on and tells its clients
 */
public record BrokerConfiguration(Path dataDirectory, int port, String host) {

    private static final int HIGHEST_PORT = 65_535;

    public BrokerConfiguration {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException(
                    "The broker's port is " + port + ", it must be 0 (any) to " + HIGHEST_PORT);
        }
        if (host.isBlank()) {
            throw new IllegalArgumentException("The broker's host is empty, use 127.0.0.1 for this machine alone");
        }
    }

    /** A broker for this machine alone, on any free port. */
    public static BrokerConfiguration local(Path dataDirectory) {
        return new BrokerConfiguration(dataDirectory, 0, "127.0.0.1");
    }
}
