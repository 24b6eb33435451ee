package io.slackwater.hypervisor.libvirt;

import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls libvirt about subjects of one host, and waits for each call within a timeout. A call cannot be taken back: until it has ended,
 * with whatever effect, nothing else is asked about its subject. So no answer tells of a time before the end of an earlier call.
 */
final class BoundedCalls {

    private static final int IDLE_SECONDS = 10;
    private static final Executor THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), BoundedCalls::thread);

    private final Set<Running<?>> overdue = ConcurrentHashMap.newKeySet();

    /** A call; it runs on a thread of its own. */
    interface Call<T> {
        T run(Caller caller) throws HypervisorException;
    }

    /** Who waits for a call. */
    interface Caller {

        /**
         * Refuses to go on once the caller has given up. To be asked right before each effect, so that none begins late.
         *
         * @throws HypervisorException.Unreachable if nobody waits any more
         */
        void requireWaiting() throws HypervisorException;
    }

    /**
     * Runs a call and waits for its end.
     *
     * @param subject what the call is about, as the beginning of a sentence
     * @param what the call in the infinitive, for messages
     * @param onGivenUp run once the caller gives the call up
     * @throws HypervisorException.Unreachable if the call did not end in time, or an earlier one about the subject has not ended. It may
     *     still have its effect.
     */
    <T> T call(String subject, String what, Duration timeout, Call<T> call, Runnable onGivenUp)
            throws HypervisorException {
        requireNoneHangs(subject);
        Running<T> running = new Running<>(subject, what, call);
        THREADS.execute(running);
        try {
            return running.end.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            giveUp(running, onGivenUp);
            throw new HypervisorException.TimedOut(
                    "%s did not answer within %d ms: %s".formatted(subject, timeout.toMillis(), what), late);
        } catch (InterruptedException interrupted) {
            giveUp(running, onGivenUp);
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable(
                    "Interrupted before an answer came. %s: %s".formatted(subject, what), interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof HypervisorException known) {
                throw known;
            }
            throw new IllegalStateException(subject + ": an error of this program: " + what, failed.getCause());
        }
    }

    /**
     * Refuses what would wait behind a call that has not ended.
     *
     * @throws HypervisorException.TimedOut if there is one about the subject
     */
    void requireNoneHangs(String subject) throws HypervisorException {
        overdue.removeIf(running -> running.end.isDone());
        for (Running<?> running : overdue) {
            if (running.subject.equals(subject)) {
                throw new HypervisorException.TimedOut(
                        "%s still hangs in an earlier call: %s".formatted(subject, running.what), null);
            }
        }
    }

    /** Whether a call about the subject was given up and has not ended. */
    boolean hangs(String subject) {
        return overdue.stream().anyMatch(running -> running.subject.equals(subject) && !running.end.isDone());
    }

    private void giveUp(Running<?> running, Runnable onGivenUp) {
        running.isGivenUp = true;
        overdue.add(running);
        onGivenUp.run();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private static final class Running<T> implements Runnable, Caller {

        private final String subject;
        private final String what;
        private final Call<T> call;
        private final CompletableFuture<T> end = new CompletableFuture<>();
        private volatile boolean isGivenUp;

        Running(String subject, String what, Call<T> call) {
            this.subject = subject;
            this.what = what;
            this.call = call;
        }

        @Override
        public void run() {
            Thread.currentThread().setName(subject + ": " + what);
            try {
                end.complete(call.run(this));
            } catch (Throwable failed) {
                // An error, too, ends the call: else its subject would be asked nothing more until the process ends.
                end.completeExceptionally(failed);
            }
        }

        @Override
        public void requireWaiting() throws HypervisorException {
            if (isGivenUp) {
                throw new HypervisorException.Unreachable(
                        "%s: not begun, since its caller has given up: %s".formatted(subject, what), null);
            }
        }
    }
}
