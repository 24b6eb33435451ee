package io.slackwater.standalone.console;

import java.net.URI;

/**
 * Where a console is reached.
 *
 * @param api its REST interface
 * @param management its health and metrics
 */
public record ConsoleAddresses(URI api, URI management) {

    private static final String LOOPBACK = "127.0.0.1";

    static ConsoleAddresses of(int port, int managementPort) {
        return new ConsoleAddresses(address(port), address(managementPort));
    }

    private static URI address(int port) {
        return URI.create("http://" + LOOPBACK + ":" + port);
    }

    /** Returns what a person asks there. */
    public String inWords() {
        return api + "/api/v1/vms, described by " + api + "/q/openapi; its health is at " + management
                + "/q/health. Whoever reaches these addresses may read.";
    }
}
