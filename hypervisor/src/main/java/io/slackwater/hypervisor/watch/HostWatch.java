package io.slackwater.hypervisor.watch;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Watches one host on a thread of its own, for as long as it is open: connects, hands over what changes, and connects again
 * when the connection breaks. First connect and reconnect go the same way: watch, then {@link Listener#connected}, then the
 * changes since.
 */
public final class HostWatch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(HostWatch.class.getName());
    private static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /**
     * Hears of one host. Every method is called on the watch's thread, one after the other; one that throws makes the watch
     * connect again.
     */
    public interface Listener {

        /**
         * A connection is open and its events are being collected: the time to read everything.
         *
         * @param connection to be used until {@link #lost}, by any thread; the watch closes it
         */
        void connected(HostConnection connection) throws HypervisorException;

        /** The resync interval is over: the time to read everything again. */
        default void resync(HostConnection connection) throws HypervisorException {
            connected(connection);
        }

        /** Whether everything is to be read again before the resync interval is over. */
        default boolean isResyncDue() {
            return false;
        }

        /**
         * The connection is alive, and what happened so far was told: the time for what can wait. Called each second, but while another
         * of these methods runs.
         */
        void heartbeat(HostConnection connection);

        /** These domains came, went or changed, each at least once. */
        void changed(Set<UUID> domains) throws HypervisorException;

        /** These pools came, went, started or stopped. */
        void storageChanged(Set<String> pools) throws HypervisorException;

        /** The host cannot be reached; told after each failed attempt to open it as well. */
        void lost(String reason);
    }

    private final Hypervisors hypervisors;
    private final String uri;
    private final Listener listener;
    private final WatchSettings settings;
    private final Thread thread;
    private volatile boolean closed;

    private HostWatch(Hypervisors hypervisors, String uri, Listener listener, WatchSettings settings) {
        this.hypervisors = hypervisors;
        this.uri = uri;
        this.listener = listener;
        this.settings = settings;
        this.thread = new Thread(this::run, "watch " + uri);
        this.thread.setDaemon(true);
    }

    /**
     * Begins to watch.
     *
     * @param hypervisors opens the host; {@link BoundedOpens} keeps a host that hangs from blocking {@link #close}
     */
    public static HostWatch start(Hypervisors hypervisors, String uri, Listener listener, WatchSettings settings) {
        HostWatch watch = new HostWatch(hypervisors, uri, listener, settings);
        watch.thread.start();
        return watch;
    }

    /** Ends the watch and closes its connection; waits a few seconds for a listener that is at work. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            if (!Thread.currentThread().equals(thread)) {
                thread.join(Duration.ofSeconds(5).toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether its thread runs: false once it is closed, or after it ran out of memory. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    private void run() {
        int failures = 0;
        try {
            while (!closed) {
                long begun = System.nanoTime();
                String reason = watchOnce();
                if (closed) {
                    return;
                }
                sayLost(reason);
                boolean lasted =
                        System.nanoTime() - begun > settings.longestPause().toNanos();
                failures = lasted ? 1 : failures + 1;
                Thread.sleep(
                        settings.pause(failures, ThreadLocalRandom.current().nextDouble())
                                .toMillis());
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "The watch of {0} ends", uri);
        }
    }

    /** A listener that cannot be told now is told after the next attempt: the watch goes on in any case. */
    private void sayLost(String reason) {
        try {
            listener.lost(reason);
        } catch (OutOfMemoryError endsTheProcess) {
            throw endsTheProcess;
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "The loss of " + uri + " was not taken in", e);
        }
    }

    /** Watches over one connection, and returns why it ended. */
    private String watchOnce() throws InterruptedException {
        try (HostConnection connection = hypervisors.open(uri)) {
            EventCollector eventCollector = new EventCollector();
            connection.watch(eventCollector);
            listener.connected(connection);
            return handOver(connection, eventCollector);
        } catch (HypervisorException e) {
            return String.valueOf(e.getMessage());
        } catch (OutOfMemoryError endsTheProcess) {
            throw endsTheProcess;
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "The watch of " + uri + " failed", e);
            return "The watch failed: " + e;
        }
    }

    private String handOver(HostConnection connection, EventCollector eventCollector)
            throws HypervisorException, InterruptedException {
        long synced = System.nanoTime();
        while (connection.isAlive()) {
            EventCollector.Bundle bundle = eventCollector.fetch(HEARTBEAT, settings.bundling());
            if (bundle.lost().isPresent()) {
                return bundle.lost().get();
            }
            if (!bundle.pools().isEmpty()) {
                listener.storageChanged(bundle.pools());
            }
            if (!bundle.domains().isEmpty()) {
                listener.changed(bundle.domains());
            }
            if (listener.isResyncDue()
                    || System.nanoTime() - synced > settings.resyncInterval().toNanos()) {
                listener.resync(connection);
                synced = System.nanoTime();
            }
            listener.heartbeat(connection);
        }
        return "The connection is not alive any more";
    }
}
