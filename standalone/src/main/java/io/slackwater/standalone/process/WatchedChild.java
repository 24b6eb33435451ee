package io.slackwater.standalone.process;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A child that is started again when it dies, or can do no more work, after it once did its work; until it is terminated.
 */
final class WatchedChild {

    private static final System.Logger LOG = System.getLogger(WatchedChild.class.getName());
    private static final Duration PROBE_PAUSE = Duration.ofMillis(250);
    private static final Duration END_GRACE = Duration.ofSeconds(10);

    private final ChildSpec spec;
    private final Child child;
    private final Backoff backoff;
    private final SupervisorListener listener;
    private final Orphans orphans;
    private final ScheduledExecutorService executor;

    private boolean terminated;
    private boolean wasUp;
    private int shortRuns;
    private Optional<String> cause = Optional.empty();
    private int sameCause;
    private @Nullable String failure;
    private Health lastHealth = new Health.NotUp("not asked yet");

    WatchedChild(
            ChildSpec spec,
            Backoff backoff,
            SupervisorListener listener,
            Orphans orphans,
            ScheduledExecutorService executor) {
        this.spec = spec;
        this.child = new Child(spec);
        this.backoff = backoff;
        this.listener = listener;
        this.orphans = orphans;
        this.executor = executor;
    }

    String name() {
        return spec.name();
    }

    /** Returns its process; empty while it does not run. */
    synchronized Optional<ProcessHandle> process() {
        return Optional.ofNullable(child.process()).map(Process::toHandle).filter(ProcessHandle::isAlive);
    }

    synchronized void start() {
        if (terminated) {
            return;
        }
        Process process = child.start();
        orphans.remember(process.toHandle());
        Future<Void> unused = process.onExit().thenAccept(this::ended);
        later(() -> probe(process), PROBE_PAUSE);
        Downtime downtime = new Downtime(spec.liveness(), child.startedAt());
        later(() -> watch(process, downtime), spec.liveness().period());
    }

    /** Ends a process that can do no more work, which {@link #ended} then hears. */
    private void watch(Process process, Downtime downtime) {
        if (!process.isAlive()) {
            return;
        }
        Health health = spec.liveness().probe().check(process.toHandle());
        Optional<Duration> tooLong = downtime.take(health, System.nanoTime());
        synchronized (this) {
            // One that is started for the first time is for whoever awaits it to judge.
            if (tooLong.isEmpty() || !wasUp || terminated) {
                later(() -> watch(process, downtime), spec.liveness().period());
                return;
            }
        }
        String reason = health instanceof Health.NotUp notUp ? notUp.reason() : "";
        listener.notAlive(spec.name(), reason, tooLong.get());
        process.destroy();
        later(process::destroyForcibly, END_GRACE);
    }

    private void probe(Process process) {
        if (!process.isAlive()) {
            return;
        }
        Health health = spec.readiness().check(process.toHandle());
        if (!process.isAlive()) {
            return;
        }
        synchronized (this) {
            lastHealth = health;
            if (!health.isUp()) {
                later(() -> probe(process), PROBE_PAUSE);
                return;
            }
            wasUp = true;
            notifyAll();
        }
        listener.up(spec.name(), child.ranFor());
    }

    private synchronized void ended(Process process) {
        if (terminated) {
            return;
        }
        if (!wasUp) {
            failure = spec.name() + " ended with exit code " + process.exitValue() + ". The end of its log "
                    + spec.log() + ":\n" + child.lastWords();
            notifyAll();
            return;
        }
        startAgainAfter(process.exitValue(), child.cause(), child.lastWords());
    }

    private synchronized void startAgain() {
        try {
            start();
        } catch (ChildFailedException failed) {
            startAgainAfter(-1, Optional.empty(), String.valueOf(failed.getMessage()));
        }
    }

    private void startAgainAfter(int exitCode, Optional<String> told, String lastWords) {
        sameCause = told.isEmpty() ? 0 : told.equals(cause) ? sameCause + 1 : 1;
        cause = told;
        shortRuns = backoff.forgets(child.ranFor()) ? 1 : shortRuns + 1;
        Duration pause = backoff.pause(shortRuns);
        listener.died(new ChildDeath(spec.name(), exitCode, told, lastWords, sameCause, pause));
        later(this::startAgain, pause);
    }

    private void later(Runnable work, Duration pause) {
        try {
            Future<?> unused = executor.schedule(() -> guarded(work), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            terminated = true;
        }
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException unexpected) {
            LOG.log(System.Logger.Level.ERROR, "Watching " + spec.name() + " failed", unexpected);
        }
    }

    /** Waits until it does its work; {@code deadline} is on the clock of {@link System#nanoTime}. */
    synchronized void awaitUp(long deadline) throws InterruptedException {
        while (!wasUp) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (failure != null) {
                throw new ChildFailedException(failure);
            }
            if (terminated) {
                throw new InterruptedException(spec.name() + " was stopped while it started");
            }
            if (left <= 0) {
                throw new ChildFailedException(notUp());
            }
            wait(left);
        }
    }

    private String notUp() {
        String reason = lastHealth instanceof Health.NotUp notUp ? notUp.reason() : "it went down again";
        return spec.name() + " is not up after " + child.ranFor().toSeconds() + " s: " + reason + ". Its log: "
                + spec.log();
    }

    synchronized void terminate() {
        terminated = true;
        notifyAll();
        child.terminate();
    }

    /** Waits until it has ended; a child that does not end within {@code grace} is killed. */
    void awaitEnd(Duration grace) {
        try {
            child.awaitEnd(grace);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            kill();
        }
    }

    private void kill() {
        Process process = child.process();
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
