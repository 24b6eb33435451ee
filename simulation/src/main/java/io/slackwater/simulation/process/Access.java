package io.slackwater.simulation.process;

import io.slackwater.hypervisor.HostConnection;
import io.slackwater.hypervisor.HypervisorException;
import io.slackwater.simulation.world.Site;

/** Opens hosts. */
public interface Access {

    /**
     * Opens a host; whoever does closes it again.
     *
     * @throws HypervisorException.Unreachable if it does not answer
     */
    HostConnection open(Site site) throws HypervisorException;
}
