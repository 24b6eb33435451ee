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
        // The socket keeps the port of clients from being chosen once more.
        try (ServerSocket clientSocket = new ServerSocket()) {
            if (client != 0) {
                clientSocket.setReuseAddress(true);
                clientSocket.bind(new InetSocketAddress(InetAddress.getByName(host), client));
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
}
