package io.slackwater.hypervisor.libvirt;

import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;

/**
 * Asks one host about its storage within a bound. Where a network file system's server is gone, whoever touches a file may wait for
 * ever, libvirt too, while its daemon goes on answering keepalives.
 */
final class BoundedStorageCalls {

    private static final String QUESTION = "a question about pools or volumes";

    private final BoundedCalls calls = new BoundedCalls();
    private final String subject;
    private final Duration patience;

    /**
     * The questions to one host, over all connections to it.
     *
     * @param patience how long a caller waits for one answer
     */
    BoundedStorageCalls(String uri, Duration patience) {
        this.subject = "The storage of " + uri;
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
        return calls.call(subject, QUESTION, patience, caller -> question.answer(), () -> {});
    }

    /**
     * Refuses what would wait behind a question that is not answered yet.
     *
     * @throws HypervisorException.Unreachable if one is missing its answer
     */
    void requireNoneHangs() throws HypervisorException {
        calls.requireNoneHangs(subject);
    }
}
