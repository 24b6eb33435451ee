package io.slackwater.standalone.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Closes what was opened, the last first, once: when the demo ends or when the process is told to end, whichever comes
 * first. Thread-safe; {@link #close} returns when all is closed, whoever closes it.
 */
final class CleanUp implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(CleanUp.class.getName());

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private volatile boolean closed;

    /**
     * Takes charge of something.
     *
     * @throws InterruptedException if all was closed already; then it is closed too
     */
    synchronized <T extends AutoCloseable> T takeCharge(T resource) throws InterruptedException {
        if (closed) {
            closeQuietly(resource);
            throw new InterruptedException("The demo was told to end");
        }
        opened.push(resource);
        return resource;
    }

    /** Whether everything was closed, or is being closed. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        while (!opened.isEmpty()) {
            closeQuietly(opened.pop());
        }
    }

    /** One that cannot be closed must not keep the others from it. */
    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            LOG.log(System.Logger.Level.WARNING, "Could not be cleaned up", failed);
        }
    }
}
