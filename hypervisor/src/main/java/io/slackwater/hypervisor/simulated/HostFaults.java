package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What goes wrong at a simulated host. Safe for use by several threads. */
public final class HostFaults {

    private final String host;
    private final Runnable onUnreachable;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean unreachable;
    private volatile boolean hung;
    private volatile Duration keepalive = Duration.ofSeconds(8);
    private volatile Optional<String> definesRefused = Optional.empty();
    private volatile Optional<String> startsRefused = Optional.empty();

    HostFaults(String host, Runnable onUnreachable) {
        this.host = host;
        this.onUnreachable = onUnreachable;
    }

    /** Breaks every connection and refuses new ones, until {@link #heal}. */
    public void becomeUnreachable() {
        change(() -> unreachable = true);
        onUnreachable.run();
    }

    /**
     * Stops answering, until {@link #heal}: calls block until the keepalive gives up, opens block without limit, as with a
     * daemon that hangs.
     *
     * @param keepaliveGivesUpAfter how long a call on an open connection blocks before it breaks
     */
    public void hang(Duration keepaliveGivesUpAfter) {
        change(() -> {
            hung = true;
            keepalive = keepaliveGivesUpAfter;
        });
    }

    /** Refuses every definition from now on with this reason, until {@link #heal}. */
    public void refuseDefinitions(String reason) {
        change(() -> definesRefused = Optional.of(reason));
    }

    /** Fails every start from now on with this reason, until {@link #heal}. */
    public void refuseStarts(String reason) {
        change(() -> startsRefused = Optional.of(reason));
    }

    /** Ends all faults; connections that broke stay broken. */
    public void heal() {
        change(() -> {
            unreachable = false;
            hung = false;
            definesRefused = Optional.empty();
            startsRefused = Optional.empty();
        });
    }

    void checkOpen() throws HypervisorException {
        awaitAnswer(Duration.ofDays(1_000));
    }

    void checkCall() throws HypervisorException {
        if (!awaitAnswer(keepalive)) {
            throw new HypervisorException.Unreachable("Host " + host + " does not answer: keepalive gave up", null);
        }
    }

    void checkDefine() throws HypervisorException {
        refuse(definesRefused);
    }

    void checkStart() throws HypervisorException {
        refuse(startsRefused);
    }

    private static void refuse(Optional<String> reason) throws HypervisorException {
        if (reason.isPresent()) {
            throw new HypervisorException.Rejected(reason.get(), null);
        }
    }

    /** Returns whether the host answered before the patience, which starts now, was at its end. */
    private boolean awaitAnswer(Duration patience) throws HypervisorException {
        lock.lock();
        try {
            long nanos = patience.toNanos();
            while (hung && !unreachable && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (unreachable) {
                throw new HypervisorException.Unreachable("Host " + host + " cannot be reached", null);
            }
            return !hung;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable("Interrupted while host " + host + " did not answer", e);
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable fault) {
        lock.lock();
        try {
            fault.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
