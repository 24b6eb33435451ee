package io.slackwater.hypervisor.libvirt;

import io.slackwater.hypervisor.HypervisorException;

/**
 * Keeps a native connection from being released under a call that is in it. Closing does not wait: the last call to leave
 * releases.
 */
final class ConnectionGuard {

    private final String name;
    private final Runnable release;
    private int calls;
    private boolean closed;

    /**
     * Guards a connection.
     *
     * @param release run once, when it is closed and no call is in it
     */
    ConnectionGuard(String name, Runnable release) {
        this.name = name;
        this.release = release;
    }

    /** A call on the connection. */
    interface Guarded<T> {
        T run() throws HypervisorException;
    }

    /**
     * Runs a call, and keeps the connection from being released until the call has returned.
     *
     * @throws HypervisorException.Unreachable if the connection is closed
     */
    <T> T during(Guarded<T> call) throws HypervisorException {
        enter();
        try {
            return call.run();
        } finally {
            leave();
        }
    }

    synchronized void enter() throws HypervisorException {
        if (closed) {
            throw new HypervisorException.Unreachable("The connection to " + name + " is closed", null);
        }
        calls++;
    }

    void leave() {
        boolean last;
        synchronized (this) {
            calls--;
            last = closed && calls == 0;
        }
        if (last) {
            release.run();
        }
    }

    void close() {
        boolean idle;
        synchronized (this) {
            idle = !closed && calls == 0;
            closed = true;
        }
        if (idle) {
            release.run();
        }
    }

    synchronized boolean isOpen() {
        return !closed;
    }
}
