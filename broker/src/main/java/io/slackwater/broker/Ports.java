package io.slackwater.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

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
        try (ServerSocket controllerSocket = new ServerSocket();
                ServerSocket clientSocket = new ServerSocket()) {
            InetAddress address = InetAddress.getByName(host);
            clientSocket.setReuseAddress(true);
            clientSocket.bind(new InetSocketAddress(address, client));
            controllerSocket.bind(new InetSocketAddress(address, 0));
            return new Ports(clientSocket.getLocalPort(), controllerSocket.getLocalPort());
        } catch (IOException taken) {
            throw new BrokerException(
                    "The broker cannot listen on " + host + ":" + client + " (" + taken.getMessage()
                            + "); is another broker running? Choose another port, or 0 for any",
                    taken);
        }
    }
}
