package io.slackwater.standalone.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Runs children in stages. A stage is started at once, in parallel, and is done when each of its children does its work. A
 * child that dies later is reported and started again. {@link #close} stops the stages in the opposite order: whoever
 * needs an earlier stage (a service its broker) is gone before it.
 */
public final class Supervisor implements AutoCloseable {

    private static final Duration STOP_GRACE = Duration.ofSeconds(15);

    private final Backoff backoff;
    private final SupervisorListener listener;
    private final Orphans orphans;
    private final List<List<WatchedChild>> stages = new ArrayList<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(Supervisor::newThread);
    private boolean closed;

    /**
     * Makes a supervisor, and ends what children an earlier one that was killed has left.
     *
     * @param childrenFile where it writes down its children; one supervisor at a time may have it
     */
    public Supervisor(Path childrenFile, Backoff backoff, SupervisorListener listener) {
        this.backoff = backoff;
        this.listener = listener;
        this.orphans = new Orphans(childrenFile);
        orphans.endAll();
    }

    /** Ends the children of a supervisor that was killed, by the file in which it wrote them down. */
    public static void endOrphans(Path childrenFile) {
        new Orphans(childrenFile).endAll();
    }

    /**
     * Starts a stage and waits for it.
     *
     * @param patience how long its children may take
     * @throws ChildFailedException if one of them ended or is not up in time; the others go on until {@link #close}
     */
    public void start(List<ChildSpec> stage, Duration patience) throws InterruptedException {
        List<WatchedChild> children = new ArrayList<>();
        synchronized (this) {
            if (closed) {
                throw new InterruptedException("The supervisor was closed");
            }
            stages.add(children);
            for (ChildSpec spec : stage) {
                WatchedChild child = new WatchedChild(spec, backoff, listener, orphans, executor);
                children.add(child);
                child.start();
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        for (WatchedChild child : children) {
            child.awaitUp(deadline);
        }
    }

    /** Returns the process of each child that runs, by the child's name. */
    public synchronized Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> running = new LinkedHashMap<>();
        for (List<WatchedChild> stage : stages) {
            for (WatchedChild child : stage) {
                child.process().ifPresent(process -> running.put(child.name(), process));
            }
        }
        return running;
    }

    /** Stops all children and waits for them; may be called twice, and while {@link #start} is under way. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            List<List<WatchedChild>> opposite = new ArrayList<>(stages);
            Collections.reverse(opposite);
            opposite.forEach(Supervisor::stop);
            executor.shutdownNow();
            orphans.forget();
        }
    }

    private static void stop(List<WatchedChild> stage) {
        stage.forEach(WatchedChild::terminate);
        long deadline = System.nanoTime() + STOP_GRACE.toNanos();
        for (WatchedChild child : stage) {
            child.awaitEnd(Duration.ofNanos(Math.max(TimeUnit.MILLISECONDS.toNanos(1), deadline - System.nanoTime())));
        }
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "supervisor");
        thread.setDaemon(true);
        return thread;
    }
}
