package io.slackwater.hypervisor.libvirt;

import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one host about its storage within a bound. Where a network file system's server is gone, whoever touches a file may wait for
 * ever, libvirt too, while its daemon goes on answering keepalives. A question cannot be taken back: until it has ended, with whatever
 * effect, the host is asked no other, so that an answer never tells of a time before the end of an earlier one.
 */
final class BoundedStorageCalls {

    private final String uri;
    private final Duration patience;
    private final Set<CompletableFuture<?>> overdue = ConcurrentHashMap.newKeySet();

    /**
     * The questions to one host, over all connections to it.
     *
     * @param patience how long a caller waits for one answer
     */
    BoundedStorageCalls(String uri, Duration patience) {
        this.uri = uri;
        this.patience = patience;
    }

    /** Something to ask. */
    interface Question<T> {
        T answer() throws HypervisorException;
    }

    /**
     * Asks on a thread of its own.
     *
     * @throws HypervisorException.Unreachable if no answer came in time, or an earlier one is still missing
     */
    <T> T ask(Question<T> question) throws HypervisorException {
        requireNoneHangs();
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread thread = new Thread(() -> answer(question, answer), "storage of " + uri);
        thread.setDaemon(true);
        thread.start();
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            overdue.add(answer);
            throw new HypervisorException.Unreachable(
                    "The storage of %s did not answer within %d s".formatted(uri, patience.toSeconds()), late);
        } catch (InterruptedException interrupted) {
            overdue.add(answer);
            Thread.currentThread().interrupt();
            throw new HypervisorException.Unreachable(
                    "Interrupted while " + uri + " was asked about its storage", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof HypervisorException known) {
                throw known;
            }
            throw new IllegalStateException("A question to " + uri + " failed unexpectedly", failed.getCause());
        }
    }

    /**
     * Refuses what would wait behind a question that is not answered yet.
     *
     * @throws HypervisorException.Unreachable if one is missing its answer
     */
    void requireNoneHangs() throws HypervisorException {
        overdue.removeIf(CompletableFuture::isDone);
        if (!overdue.isEmpty()) {
            throw new HypervisorException.Unreachable(
                    "An earlier question to " + uri + " about its storage still hangs", null);
        }
    }

    private static <T> void answer(Question<T> question, CompletableFuture<T> answer) {
        try {
            answer.complete(question.answer());
        } catch (Throwable failed) {
            // An error, too, ends the question: else the host would be asked nothing more until the process ends.
            answer.completeExceptionally(failed);
        }
    }
}
