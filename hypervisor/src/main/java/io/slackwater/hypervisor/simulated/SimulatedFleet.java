package io.slackwater.hypervisor.simulated;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.hypervisor.Hypervisors;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * Simulated hosts of this process. They are opened by the last part of their URI: {@code simulated://anything/host-1} opens
 * {@code host-1}. All listeners are called on one thread, as libvirt does it. Safe for use by several threads.
 */
public final class SimulatedFleet implements Hypervisors, AutoCloseable {

    private final Map<String, SimulatedHost> hosts = new ConcurrentSkipListMap<>();
    private final ThreadPoolExecutor events = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), SimulatedFleet::eventThread, new DiscardPolicy());

    /** Adds a host without pools and domains. */
    public SimulatedHost addHost(String name) {
        SimulatedHost host = new SimulatedHost(name, events);
        if (hosts.putIfAbsent(name, host) != null) {
            throw new IllegalArgumentException("The fleet has a host " + name + " already");
        }
        return host;
    }

    /**
     * Creates a network pool that several hosts share under the same name and path.
     *
     * @param capacityBytes what it holds, in bytes
     */
    public SimulatedPool createSharedPool(String name, long capacityBytes, List<SimulatedHost> sharedBy) {
        SimulatedPool pool = new SimulatedPool(name, "netfs", "/simulated/shared/" + name, capacityBytes);
        sharedBy.forEach(host -> host.attach(pool));
        return pool;
    }

    /** Returns the hosts, ordered by name. */
    public List<SimulatedHost> hosts() {
        return List.copyOf(hosts.values());
    }

    /** Returns the host of that name. */
    public SimulatedHost host(String name) throws HypervisorException {
        SimulatedHost host = hosts.get(name);
        if (host == null) {
            throw new HypervisorException.Unreachable("The simulated fleet has no host " + name, null);
        }
        return host;
    }

    @Override
    public HostConnection open(String uri) throws HypervisorException {
        SimulatedHost host = host(hostName(uri));
        host.faults().checkOpen();
        return new SimulatedConnection(host, events);
    }

    /** Ends the delivery of events. */
    @Override
    public void close() {
        events.shutdownNow();
    }

    private static Thread eventThread(Runnable work) {
        Thread thread = new Thread(work, "simulated-fleet-events");
        thread.setDaemon(true);
        return thread;
    }

    private static String hostName(String uri) throws HypervisorException {
        try {
            URI parsed = URI.create(uri);
            if ("simulated".equals(parsed.getScheme())
                    && parsed.getPath() != null
                    && parsed.getPath().length() > 1) {
                return parsed.getPath().substring(1);
            }
        } catch (IllegalArgumentException e) {
            throw new HypervisorException.Rejected("This is no URI: " + uri, e);
        }
        throw new HypervisorException.Rejected("This is no URI of a simulated host: " + uri, null);
    }
}
