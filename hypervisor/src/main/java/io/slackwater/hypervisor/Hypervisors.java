package io.slackwater.hypervisor;

/** Opens hosts by URI; which adapter serves it, the URI's scheme decides. */
public interface Hypervisors {

    /**
     * Opens a connection.
     *
     * <p>May block for long where a daemon hangs: call it on a thread of its own, one per host at most.
     *
     * @param uri a libvirt URI, or {@code simulated://address:port/host} for a host of a simulated fleet
     * @throws HypervisorException.Unreachable if nobody answers there
     * @throws HypervisorException.Rejected if the URI is malformed or its scheme unknown
     */
    HostConnection open(String uri) throws HypervisorException;
}
