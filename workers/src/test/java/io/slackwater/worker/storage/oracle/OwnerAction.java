package io.slackwater.worker.storage.oracle;

import java.util.concurrent.atomic.AtomicReference;

/** What somebody does when told to begin: at once, or on a thread of his own while he who told him goes on. */
final class OwnerAction implements Runnable {

    private final Thread thread;
    private final boolean waits;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    OwnerAction(Runnable deed, boolean waits) {
        this.thread = new Thread(deed, "owner");
        this.waits = waits;
        thread.setUncaughtExceptionHandler((failed, cause) -> failure.set(cause));
    }

    @Override
    public void run() {
        thread.start();
        if (waits) {
            join();
        }
    }

    /** Waits until it has been done, if it was begun. */
    void end() {
        join();
        if (failure.get() != null) {
            throw new IllegalStateException("The owner failed", failure.get());
        }
    }

    private void join() {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
