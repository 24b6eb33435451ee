package io.slackwater.hypervisor.libvirt;

import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;

/**
 * Asks one host about its storage within a bound. Where a network file system's server is gone, whoever touches a file may wait for
 * ever, libvirt too, while its daemon goes on answering keepalives.
 */
final class BoundedStorageCalls {

    private final BoundedCalls calls = new BoundedCalls();
    private final String subject;
    private final String question;
    private final Duration patience;

    private BoundedStorageCalls(String subject, String question, Duration patience) {
        this.subject = subject;
        this.question = question;
        this.patience = patience;
    }

    /**
     * The questions to one host about its pools and volumes, over all connections to it.
     *
     * @param patience how long a caller waits for one answer
     */
    static BoundedStorageCalls aboutPools(String uri, Duration patience) {
        return new BoundedStorageCalls("The storage of " + uri, "a question about pools or volumes", patience);
    }

    /**
     * The reading of headers of images of one host, over all connections to it: one that hangs holds up no question about pools.
     *
     * @param patience how long a caller waits for one header
     */
    static BoundedStorageCalls ofHeaders(String uri, Duration patience) {
        return new BoundedStorageCalls("The image files of " + uri, "the header of an image", patience);
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
    <T> T ask(Question<T> asked) throws HypervisorException {
        return calls.call(subject, question, patience, caller -> asked.answer(), () -> {});
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
