package io.slackwater.executor.hands;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one connection per host and opens a new one when it is gone. Who asks for a host's connection waits for that host alone.
 */
public final class HostConnections implements AutoCloseable {

    private final Hypervisors hypervisors;
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    /**
     * Keeps connections.
     *
     * @param hypervisors opens a connection within a bounded time
     */
    public HostConnections(Hypervisors hypervisors) {
        this.hypervisors = hypervisors;
    }

    HostConnection to(String hostId, String uri) throws HypervisorException {
        return links.computeIfAbsent(hostId, ignored -> new Link()).connected(uri);
    }

    /** Returns how many hosts were asked for, and how many of them are connected. */
    public Count count() {
        long connected = links.values().stream().filter(Link::isConnected).count();
        return new Count(links.size(), (int) connected);
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
    }

    /** How many hosts are known here, and how many of them are connected. */
    public record Count(int known, int connected) {}

    private final class Link {

        private @Nullable HostConnection connection;
        private String openedAs = "";

        synchronized HostConnection connected(String uri) throws HypervisorException {
            HostConnection present = connection;
            if (present != null && present.isAlive() && openedAs.equals(uri)) {
                return present;
            }
            close();
            HostConnection opened = hypervisors.open(uri);
            connection = opened;
            openedAs = uri;
            return opened;
        }

        synchronized boolean isConnected() {
            return connection != null && connection.isAlive();
        }

        synchronized void close() {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }
}
