package io.slackwater.hypervisor;

import io.slackwater.hypervisor.libvirt.LibvirtHypervisors;
import io.slackwater.hypervisor.simulated.RemoteFleet;
import io.slackwater.hypervisor.watch.BoundedOpens;
import java.time.Duration;

/**
 * All adapters there are: {@code simulated://} URIs go to a simulated fleet, every other one to libvirt. Opens are bounded, in
 * time and in number.
 */
public final class StandardHypervisors implements Hypervisors {

    private static final Duration OPEN_PATIENCE = Duration.ofSeconds(15);
    private static final int OPENS_AT_ONCE = 32;

    private final Hypervisors simulated = new BoundedOpens(new RemoteFleet(), OPEN_PATIENCE, OPENS_AT_ONCE);
    private final Hypervisors libvirt = new BoundedOpens(new LibvirtHypervisors(), OPEN_PATIENCE, OPENS_AT_ONCE);

    @Override
    public HostConnection open(String uri) throws HypervisorException {
        return uri.startsWith("simulated:") ? simulated.open(uri) : libvirt.open(uri);
    }
}
