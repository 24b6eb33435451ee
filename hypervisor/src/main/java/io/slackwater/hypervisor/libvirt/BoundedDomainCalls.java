package io.slackwater.hypervisor.libvirt;

import io.slackwater.hypervisor.HypervisorException;
import java.time.Duration;
import java.util.UUID;

/**
 * Calls one host about its domains within timeouts, over one connection. A machine whose QEMU does not answer its monitor, or whose files hang, keeps a call
 * about it for ever, while libvirt goes on answering keepalives and calls about other domains. So a call that hangs blocks those about
 * its own domain alone; one about the host as a whole blocks those about the host alone.
 */
final class BoundedDomainCalls {

    private final BoundedCalls calls;
    private final String uri;
    private final DomainTimeouts timeouts;
    private volatile boolean hasGivenUp;

    /**
     * The calls over one connection.
     *
     * @param calls those over all connections to the host
     */
    BoundedDomainCalls(BoundedCalls calls, String uri, DomainTimeouts timeouts) {
        this.calls = calls;
        this.uri = uri;
        this.timeouts = timeouts;
    }

    /** Calls about the host as a whole. */
    <T> T aboutHost(String what, BoundedCalls.Call<T> call) throws HypervisorException {
        return calls.call("Host " + uri, what, timeouts.call(), call, this::giveUp);
    }

    /** Reads or defines a domain. */
    <T> T about(UUID id, String what, BoundedCalls.Call<T> call) throws HypervisorException {
        return about(id, what, Duration.ZERO, call);
    }

    /**
     * Calls about a domain.
     *
     * @param own what the call itself may wait for, in addition
     */
    <T> T about(UUID id, String what, Duration own, BoundedCalls.Call<T> call) throws HypervisorException {
        return calls.call(subject(id), what, timeouts.call().plus(own), call, this::giveUp);
    }

    /** Starts or stops a domain. */
    <T> T powerChange(UUID id, String what, BoundedCalls.Call<T> call) throws HypervisorException {
        return calls.call(subject(id), what, timeouts.powerChange(), call, this::giveUp);
    }

    /** Whether a call about a domain was given up and has not ended. */
    boolean hangs(UUID id) {
        return calls.hangs(subject(id));
    }

    /**
     * Whether a call over this connection was given up. libvirt 9 answers the others late then, by up to the interval of its keepalive
     * each: the thread of the call that hangs sends and receives for all, and often sleeps through the wish of another to send.
     */
    boolean hasGivenUp() {
        return hasGivenUp;
    }

    private void giveUp() {
        hasGivenUp = true;
    }

    private String subject(UUID id) {
        return "Domain " + id + " of " + uri;
    }
}
