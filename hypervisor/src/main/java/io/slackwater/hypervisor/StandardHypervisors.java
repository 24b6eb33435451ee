package io.slackwater.hypervisor;

import io.slackwater.hypervisor.simulated.RemoteFleet;

/** All adapters there are: {@code simulated://} URIs go to a simulated fleet, every other one to libvirt. */
public final class StandardHypervisors implements Hypervisors {

    private final Hypervisors simulated = new RemoteFleet();

    @Override
    public HostConnection open(String uri) throws HypervisorException {
        if (uri.startsWith("simulated:")) {
            return simulated.open(uri);
        }
        throw new HypervisorException.Rejected("No adapter serves the URI " + uri, null);
    }
}
