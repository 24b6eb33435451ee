package io.slackwater.hypervisor.access;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One connection per URI, opened when it is first needed and again when it broke. An open that hangs is waited for within a bound;
 * until it ends, no other is begun to that URI. Who asks for a host's connection waits for that host alone.
 */
public final class HostConnections implements AutoCloseable {

    private final Hypervisors hypervisors;
    private final Duration openTimeout;
    private final Map<String, Link> links = new ConcurrentHashMap<>();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
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
     * @throws IllegalStateException if opening it met an error of this program
     */
    public HostConnection to(String hostId, String uri) throws HypervisorException {
        CompletableFuture<HostConnection> opening =
                links.computeIfAbsent(uri, Link::new).opening();
        try {
            HostConnection connection = opening.get(openTimeout.toMillis(), TimeUnit.MILLISECONDS);
            unreachable.remove(hostId);
            return connection;
        } catch (ExecutionException | CancellationException failed) {
            unreachable.add(hostId);
            if (failed.getCause() instanceof HypervisorException cause) {
                throw cause;
            }
            if (failed.getCause() != null) {
                throw new IllegalStateException("Opening host " + hostId + " met an error", failed.getCause());
            }
            throw new HypervisorException.Unreachable("The connection to host " + hostId + " was closed", failed);
        } catch (TimeoutException late) {
            unreachable.add(hostId);
            throw new HypervisorException.Unreachable(
                    "Host %s did not answer within %s".formatted(hostId, openTimeout), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable("Interrupted while host was opened", interrupted);
        }
    }

    /**
     * As {@link #to}, of a host that is reached at one address at a time: a connection to its former one is closed, once no call is
     * in it.
     */
    public HostConnection toOnly(String hostId, String uri) throws HypervisorException {
        String former = addresses.put(hostId, uri);
        if (former != null && !former.equals(uri)) {
            Optional.ofNullable(links.remove(former)).ifPresent(Link::close);
        }
        return to(hostId, uri);
    }

    /** Returns the ids of hosts that could not be opened at the last attempt. */
    public Set<String> unreachable() {
        return new TreeSet<>(unreachable);
    }

    /** Returns how many URIs were asked for, and how many of them are connected. Waits for no open. */
    public Count count() {
        long connected = links.values().stream().filter(Link::isConnected).count();
        return new Count(links.size(), (int) connected);
    }

    @Override
    public void close() {
        links.values().forEach(Link::close);
        links.clear();
    }

    /** How many URIs are known here, and how many of them are connected. */
    public record Count(int known, int connected) {}

    /** What there is of a connection to one URI. */
    private final class Link {

        private final String uri;
        private volatile @Nullable CompletableFuture<HostConnection> current;

        Link(String uri) {
            this.uri = uri;
        }

        synchronized CompletableFuture<HostConnection> opening() {
            CompletableFuture<HostConnection> known = current;
            if (known != null && isUsable(known)) {
                return known;
            }
            close();
            CompletableFuture<HostConnection> opening = new CompletableFuture<>();
            current = opening;
            Thread thread = new Thread(() -> open(opening), "open " + uri);
            thread.setDaemon(true);
            thread.start();
            return opening;
        }

        boolean isConnected() {
            CompletableFuture<HostConnection> known = current;
            return known != null && known.isDone() && isUsable(known);
        }

        /** A pending open is cancelled; its connection is closed by the opening thread, should it ever come. */
        synchronized void close() {
            CompletableFuture<HostConnection> known = current;
            if (known != null && !known.cancel(true) && !known.isCompletedExceptionally()) {
                known.join().close();
            }
        }

        private void open(CompletableFuture<HostConnection> opening) {
            try {
                HostConnection connection = hypervisors.open(uri);
                if (!opening.complete(connection)) {
                    connection.close();
                }
            } catch (HypervisorException | RuntimeException | Error failed) {
                opening.completeExceptionally(failed);
            }
        }

        private static boolean isUsable(CompletableFuture<HostConnection> known) {
            return !known.isDone()
                    || (!known.isCompletedExceptionally() && known.join().isAlive());
        }
    }
}
