package io.slackwater.hypervisor.watch;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Opens hosts within bounds of time and number. An open to a daemon that hangs cannot be interrupted: it is left behind on a
 * thread of its own, at most one a host, and until it ends the host counts as unreachable. What such an open gives in the
 * end is closed.
 */
public final class BoundedOpens implements Hypervisors {

    private final Hypervisors hypervisors;
    private final Duration patience;
    private final Semaphore atOnce;
    private final Map<String, Boolean> pending = new ConcurrentHashMap<>();

    /**
     * Wraps hypervisors.
     *
     * @param patience how long a caller waits for one open
     * @param atOnce how many opens may be under way at the same time; those that were left behind do not count
     */
    public BoundedOpens(Hypervisors hypervisors, Duration patience, int atOnce) {
        this.hypervisors = hypervisors;
        this.patience = patience;
        this.atOnce = new Semaphore(atOnce, true);
    }

    @Override
    public HostConnection open(String uri) throws HypervisorException {
        try {
            if (!atOnce.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HypervisorException.Unreachable(
                        "%s was not opened: for %d ms as many opens as may be were under way"
                                .formatted(uri, patience.toMillis()),
                        null);
            }
            try {
                return await(uri, begin(uri));
            } finally {
                atOnce.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable("Interrupted while " + uri + " was opened", e);
        }
    }

    private CompletableFuture<HostConnection> begin(String uri) throws HypervisorException {
        if (pending.putIfAbsent(uri, true) != null) {
            throw new HypervisorException.Unreachable("An earlier attempt to open " + uri + " still hangs", null);
        }
        CompletableFuture<HostConnection> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> open(uri, result), "open " + uri);
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private void open(String uri, CompletableFuture<HostConnection> result) {
        try {
            HostConnection connection = opened(uri);
            if (!result.complete(connection)) {
                connection.close();
            }
        } catch (HypervisorException | RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }

    /** It is pending no more before anybody hears of it, who may open the host again at once. */
    private HostConnection opened(String uri) throws HypervisorException {
        try {
            return hypervisors.open(uri);
        } finally {
            pending.remove(uri);
        }
    }

    private HostConnection await(String uri, CompletableFuture<HostConnection> result)
            throws HypervisorException, InterruptedException {
        try {
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return abandoned(
                    result,
                    new HypervisorException.Unreachable(
                            "Opening " + uri + " took more than " + patience.toMillis() + " ms", e));
        } catch (InterruptedException e) {
            if (!result.cancel(false) && !result.isCompletedExceptionally()) {
                result.join().close();
            }
            throw e;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HypervisorException known) {
                throw known;
            }
            throw new IllegalStateException("Opening " + uri + " failed unexpectedly", e.getCause());
        }
    }

    /** Gives up, unless the connection came in the same instant. */
    private static HostConnection abandoned(
            CompletableFuture<HostConnection> result, HypervisorException.Unreachable failure)
            throws HypervisorException {
        if (result.completeExceptionally(failure) || result.isCompletedExceptionally()) {
            throw failure;
        }
        return result.join();
    }
}
