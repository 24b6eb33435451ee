package io.slackwater.reclaimer.hands;

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
 * One connection per host, opened when it is first needed and again when it broke. An open that hangs is waited for within a bound;
 * until it ends, no other is begun to that host.
 */
public final class HostConnections implements Connections, AutoCloseable {

    private final Hypervisors hypervisors;
    private final Duration openTimeout;
    private final Map<String, CompletableFuture<HostConnection>> connections = new ConcurrentHashMap<>();
    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();

    public HostConnections(Hypervisors hypervisors, Duration openTimeout) {
        this.hypervisors = hypervisors;
        this.openTimeout = openTimeout;
    }

    @Override
    public HostConnection to(Order.Site site) throws HypervisorException {
        CompletableFuture<HostConnection> opening =
                connections.compute(site.uri(), (uri, known) -> isUsable(known) ? known : open(uri));
        try {
            HostConnection connection = opening.get(openTimeout.toMillis(), TimeUnit.MILLISECONDS);
            unreachable.remove(site.hostId());
            return connection;
        } catch (ExecutionException failed) {
            unreachable.add(site.hostId());
            if (failed.getCause() instanceof HypervisorException cause) {
                throw cause;
            }
            throw new HypervisorException.Unreachable("Host " + site.hostId() + " could not be opened", failed);
        } catch (TimeoutException late) {
            unreachable.add(site.hostId());
            throw new HypervisorException.Unreachable(
                    "Host %s did not answer within %s".formatted(site.hostId(), openTimeout), late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable("Interrupted while host was opened", interrupted);
        }
    }

    /** Returns the ids of hosts that could not be opened at the last attempt. */
    public Set<String> unreachable() {
        return new TreeSet<>(unreachable);
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
}
