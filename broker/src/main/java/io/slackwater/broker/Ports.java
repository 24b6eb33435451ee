package io.slackwater.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/**
 * The two ports of a node.
 *
 * @param client where clients connect
 * @param controller where the node's broker half talks to its controller half
 */
record Ports(int client, int controller) {

    /**
     * Finds ports that are free now. Somebody else may take them before the broker does; the caller tries again then.
     *
     * @param client the port for clients, or 0 for any
     */
    static Ports choose(String host, int client) {
        try {
            if (client != 0) {
                requireFree(host, client);
            }
            List<Integer> free = FreePorts.find(host, 2);
            return new Ports(client == 0 ? free.get(0) : client, free.get(1));
        } catch (IOException | UncheckedIOException taken) {
            throw new BrokerException(
                    "The broker cannot listen on " + host + ":" + client + " (" + taken.getMessage()
                            + "); is another broker running? Choose another port, or 0 for any",
                    taken);
        }
    }

    private static void requireFree(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
        }
    }
}
