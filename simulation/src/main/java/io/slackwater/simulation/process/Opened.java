package io.slackwater.simulation.process;

import io.slackwater.hypervisor.HostConnection;
import java.util.ArrayList;
import java.util.List;

/** The connections that a piece of work opened. */
final class Opened implements AutoCloseable {

    private final List<HostConnection> connections = new ArrayList<>();

    HostConnection keep(HostConnection connection) {
        connections.add(connection);
        return connection;
    }

    @Override
    public void close() {
        connections.forEach(HostConnection::close);
        connections.clear();
    }
}
