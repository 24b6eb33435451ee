package io.slackwater.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Finds ports that are free now. A program listens only seconds after its port was chosen, and connections are opened until then. So
 * these ports lie below those that Linux gives to connections (net.ipv4.ip_local_port_range, from 32768 on by default). Another program
 * may still take one before the program does, which then says so and ends.
 */
public final class FreePorts {

    private static final int FIRST = 15_000;
    private static final int BEYOND = 32_768;
    private static final int ATTEMPTS_PER_PORT = 1_000;

    private FreePorts() {}

    /**
     * Returns that many different free ports.
     *
     * @param host the address to listen on
     * @throws UncheckedIOException if there are not that many, or the address is not this machine's
     */
    public static List<Integer> find(String host, int count) {
        return find(host, count, new Random());
    }

    /** As above, with the order in which ports are tried. */
    static List<Integer> find(String host, int count, Random random) {
        InetAddress address = address(host);
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int index = 0; index < count; index++) {
                sockets.add(listen(address, random));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            sockets.forEach(FreePorts::close);
        }
    }

    private static ServerSocket listen(InetAddress address, Random random) {
        IOException last = new IOException();
        for (int attempt = 0; attempt < ATTEMPTS_PER_PORT; attempt++) {
            int port = FIRST + random.nextInt(BEYOND - FIRST);
            try {
                return new ServerSocket(port, 1, address);
            } catch (IOException taken) {
                last = taken;
            }
        }
        throw new UncheckedIOException(
                "There is no free port on " + address.getHostAddress() + " from " + FIRST + " to " + (BEYOND - 1),
                last);
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new UncheckedIOException("There is no address of " + host, unknown);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
