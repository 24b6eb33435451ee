package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.HostListener;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The open connections to a simulated host, which hear of its events in their order. Safe for use by several threads. */
final class OpenConnections {

    private final String hostName;
    private final Executor events;
    private final List<SimulatedConnection> connections = new CopyOnWriteArrayList<>();

    /**
     * No connection yet.
     *
     * @param events runs what listeners do
     */
    OpenConnections(String hostName, Executor events) {
        this.hostName = hostName;
        this.events = events;
    }

    void add(SimulatedConnection connection) {
        connections.add(connection);
    }

    void remove(SimulatedConnection connection) {
        connections.remove(connection);
    }

    /** Breaks all of them off. */
    void lose() {
        List<SimulatedConnection> lost = List.copyOf(connections);
        lost.forEach(connection -> connection.lose("Host " + hostName + " cannot be reached"));
    }

    void domainChanged(UUID id) {
        notifyListeners(listener -> listener.domainChanged(id));
    }

    void storageChanged(String pool) {
        notifyListeners(listener -> listener.storageChanged(pool));
    }

    private void notifyListeners(Consumer<HostListener> event) {
        for (SimulatedConnection connection : connections) {
            connection.listener().ifPresent(listener -> events.execute(() -> event.accept(listener)));
        }
    }
}
