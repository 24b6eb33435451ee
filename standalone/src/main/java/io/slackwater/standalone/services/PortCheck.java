package io.slackwater.standalone.services;

import io.slackwater.standalone.config.StandaloneConfiguration;
import io.slackwater.standalone.process.PortUser;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sees that the ports of an installation are there to be used, before anything of it is started. */
final class PortCheck {

    private PortCheck() {}

    /**
     * Looks at each port that the configuration names.
     *
     * @param configuration whose ports are chosen: none of them is 0
     * @throws PortTakenException if one cannot be listened on, or is named twice
     */
    static void requireFree(StandaloneConfiguration configuration) {
        Map<Integer, String> users = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        take(users, "broker", configuration.brokerPort(), problems);
        for (Service service : Service.values()) {
            take(users, service.module(), configuration.ports().get(service), problems);
            take(
                    users,
                    service.module() + ".management",
                    configuration.managementPorts().get(service),
                    problems);
        }
        List<String> taken = new ArrayList<>();
        users.forEach((port, user) -> {
            if (!isFree(configuration.host(), port)) {
                taken.add(user + ".port");
                problems.add(user + " cannot listen on " + configuration.host() + ":" + port + ": "
                        + PortUser.of(port)
                                .map(stranger -> stranger + " has this port")
                                .orElse("see that the address is this machine's"));
            }
        });
        if (!problems.isEmpty()) {
            throw new PortTakenException(problems, taken.isEmpty() ? "" : advice(taken));
        }
    }

    private static String advice(List<String> keys) {
        return "Set " + String.join(", ", keys) + " to " + (keys.size() == 1 ? "another" : "others")
                + ", or to 0 for any that is free: what has the ports may be another installation, which should go on. End"
                + " it only if you know that it should not.";
    }

    private static void take(Map<Integer, String> users, String user, int port, List<String> problems) {
        String before = users.putIfAbsent(port, user);
        if (before != null) {
            problems.add(before + ".port and " + user + ".port are both " + port + ": give each its own");
        }
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
