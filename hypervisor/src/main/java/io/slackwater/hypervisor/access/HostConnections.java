package io.slackwater.hypervisor.access;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection per URI, opened when it is first needed and again when it broke. An open that hangs is waited for within a bound;
 * until it ends, no other is begun to that URI.
 */
public final class HostConnections implements AutoCloseable {

    private final Hypervisors hypervisors;
    private final Duration openTimeout;
    private final Map<String, CompletableFuture<HostConnection>> connections = new ConcurrentHashMap<>();
    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();

    /**
     * Keeps connections, none yet.
     *
     * @param openTimeout how long an open is waited for
     */
    public HostConnections(Hypervisors hypervisors, Duration openTimeout) {
        this.hypervisors = hypervisors;
        this.openTimeout = openTimeout;
    }

    /**
     * Returns the connection to a host.
     *
     * @param hostId the host's, for what is said of it
     * @param uri where it is reached; a host may have several
     * @throws HypervisorException.Unreachable if it could not be opened in time
     */
    public HostConnection to(String hostId, String uri) throws HypervisorException {
        CompletableFuture<HostConnection> opening =
                connections.compute(uri, (key, known) -> isUsable(known) ? known : open(uri));
        try {
            HostConnection connection = opening.get(openTimeout.toMillis(), TimeUnit.MILLISECONDS);
            unreachable.remove(hostId);
            return connection;
        } catch (ExecutionException failed) {
            unreachable.add(hostId);
            if (failed.getCause() instanceof HypervisorException cause) {
                throw cause;
            }
            throw new HypervisorException.Unreachable("Host " + hostId + " could not be opened", failed);
        } catch (TimeoutException late) {
            unreachable.add(hostId);
            throw new HypervisorException.Unreachable(
                    "Host %s did not answer within %s".formatted(hostId, openTimeout), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable("Interrupted while host was opened", interrupted);
        }
    }

    /** Returns the ids of hosts that could not be opened at the last attempt. */
    public Set<String> unreachable() {
        return new TreeSet<>(unreachable);
    }

    /** Returns how many URIs were asked for, and how many of them are connected. Waits for no open. */
    public Count count() {
        long connected = connections.values().stream()
                .filter(opening -> opening.isDone() && !opening.isCompletedExceptionally())
                .filter(opened -> opened.join().isAlive())
                .count();
        return new Count(connections.size(), (int) connected);
    }

    @Override
    public void close() {
        connections.values().forEach(HostConnections::release);
        connections.clear();
    }

    private CompletableFuture<HostConnection> open(String uri) {
        CompletableFuture<HostConnection> opening = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        HostConnection connection = hypervisors.open(uri);
                        if (!opening.complete(connection)) {
                            connection.close();
                        }
                    } catch (HypervisorException | RuntimeException failed) {
                        opening.completeExceptionally(failed);
                    }
                },
                "open " + uri);
        thread.setDaemon(true);
        thread.start();
        return opening;
    }

    /** A broken connection is released here, so that the caller opens another in its place. */
    private static boolean isUsable(@Nullable CompletableFuture<HostConnection> known) {
        if (known == null || known.isCompletedExceptionally()) {
            return false;
        }
        if (known.isDone() && !known.join().isAlive()) {
            release(known);
            return false;
        }
        return true;
    }

    /** A pending open is cancelled; its connection is closed by the opening thread, should it ever come. */
    private static void release(CompletableFuture<HostConnection> opening) {
        if (!opening.cancel(true) && !opening.isCompletedExceptionally()) {
            opening.join().close();
        }
    }

    /** How many URIs are known here, and how many of them are connected. */
    public record Count(int known, int connected) {}
}
